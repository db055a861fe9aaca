package dev.weir.ingest.aitime;

import dev.weir.accounting.Build;
import dev.weir.edge.aitime.EstimateDirectory.Work;
import dev.weir.edge.http.Call;
import dev.weir.edge.json.CanonicalJson;
import dev.weir.edge.json.Fields;
import dev.weir.edge.json.StrictJson;
import java.util.List;
import java.util.Optional;

/**
 * What somebody wants built. Whatever else the body says is the worker's business and goes to it as
 * it came.
 */
record BuildRequest(String user, Endpoint endpoint, Build build) {
  private static final List<String> SIZES = List.of("small", "medium", "large");

  static BuildRequest read(Call call, Endpoint endpoint) {
    Fields body = call.body();
    Optional<String> named = body.idIfAny("userId");
    String user = call.user("userId", named);
    String size = body.oneOfIfAny("projectSize", SIZES).orElse("");
    Optional<String> project = body.textIfAny("projectId", 256);
    boolean update = body.flag("isUpdate", endpoint.update());
    // The same said in other bytes is the same request.
    String payload = CanonicalJson.of(StrictJson.parse(call.raw().body()));
    Build build = new Build(endpoint.operation(), project.orElse(null), size, update, payload);
    return new BuildRequest(user, endpoint, build);
  }

  Work work() {
    return new Work(build.operation(), build.size(), build.update());
  }
}
