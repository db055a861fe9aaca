package dev.weir.ingest.aitime;

import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import dev.weir.edge.http.Call;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Starting builds, and the workers' word on them. */
@RestController
public final class BuildController {
  private final Builds builds;
  private final WorkerReports reports;

  public BuildController(Builds builds, WorkerReports reports) {
    this.builds = builds;
    this.reports = reports;
  }

  @Access(Right.TENANT)
  @PostMapping("/v1/create-preview-for-new-project")
  public ResponseEntity<?> createPreview(Call call) {
    return builds.start(call, Endpoint.CREATE_PREVIEW);
  }

  @Access(Right.TENANT)
  @PostMapping("/v1/update-project")
  public ResponseEntity<?> updateProject(Call call) {
    return builds.start(call, Endpoint.UPDATE_PROJECT);
  }

  @Access(Right.TENANT)
  @PostMapping("/v1/ai/build")
  public ResponseEntity<?> build(Call call) {
    return builds.start(call, Endpoint.AI_BUILD);
  }

  @Access(Right.TENANT)
  @PostMapping("/v1/ai/chat")
  public ResponseEntity<?> chat(Call call) {
    return builds.start(call, Endpoint.AI_CHAT);
  }

  @Access(Right.TENANT)
  @PostMapping("/v1/ai/plan")
  public ResponseEntity<?> plan(Call call) {
    return builds.start(call, Endpoint.AI_PLAN);
  }

  @Access(Right.TENANT)
  @PostMapping("/v1/builds/{id}/events")
  public ResponseEntity<?> event(Call call) {
    return reports.take(call, call.pathId("id"));
  }
}
