package dev.weir.sink.aitime;

import dev.weir.accounting.AccountKey;
import dev.weir.edge.answer.Shown;
import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Caller;
import dev.weir.edge.auth.Right;
import dev.weir.edge.http.Call;
import dev.weir.edge.http.Position;
import dev.weir.edge.json.Ids;
import dev.weir.edge.json.Times;
import dev.weir.edge.problem.Problem;
import dev.weir.schemas.Topics;
import dev.weir.sink.read.AccountReads;
import dev.weir.sink.read.Cursor;
import dev.weir.sink.read.Positions;
import dev.weir.sink.store.BuildRow;
import dev.weir.sink.store.BuildTable;
import dev.weir.sink.store.BuildTable.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Builds as they stand. */
@RestController
public final class BuildsController {
  private static final int PAGE = 50;
  private static final int LARGEST_PAGE = 500;

  private final BuildTable builds;
  private final AccountReads reads;
  private final Positions positions;

  public BuildsController(BuildTable builds, AccountReads reads, Positions positions) {
    this.builds = builds;
    this.reads = reads;
    this.positions = positions;
  }

  @Access(Right.TENANT)
  @GetMapping("/v1/builds/{id}")
  public Map<String, @Nullable Object> one(Call call) {
    String id = call.pathId("id");
    AccountKey account = user(call).map(call::account).orElse(null);
    Caller caller = call.caller();
    awaitBuilds(call, account, System.nanoTime());
    Optional<BuildRow> found =
        account == null
            ? builds.find(caller.tenant().id(), caller.mode().text(), id)
            : builds.find(account, id);
    return found
        .map(BuildsController::shown)
        .orElseThrow(() -> Problem.notFound("build_not_found", "There is no such build."));
  }

  @Access(Right.TENANT)
  @GetMapping("/v1/builds")
  public Map<String, @Nullable Object> ofUser(Call call) {
    String user =
        user(call).orElseThrow(() -> Problem.field("field_missing", "userId", "is missing"));
    AccountKey account = call.account(user);
    int limit = (int) call.wholeQuery("limit", 1, LARGEST_PAGE).orElse(PAGE);
    Optional<Place> shown = call.query("cursor").map(Cursor::parsePlace);
    long asked = System.nanoTime();
    // An account that is not there has no builds either, and is told so.
    reads.seq(call, account);
    awaitBuilds(call, account, asked);
    List<BuildRow> rows =
        shown.isPresent()
            ? builds.older(account, shown.get(), limit + 1)
            : builds.newest(account, limit + 1);
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("builds", rows.stream().limit(limit).map(BuildsController::shown).toList());
    body.put("next_cursor", rows.size() > limit ? cursor(rows.get(limit - 1)) : null);
    return body;
  }

  /**
   * A write is answered after its transaction has ended: whatever position the caller got, what
   * goes with it stands in the topic by now, and only the table may not have it yet.
   */
  private void awaitBuilds(Call call, @Nullable AccountKey account, long askedNanos) {
    if (call.header(Position.HEADER).map(Position::parse).isPresent()) {
      positions.awaitAll(Topics.BUILDS, account, builds::nextOffsets, askedNanos);
    }
  }

  private static String cursor(BuildRow last) {
    return Cursor.text(new Place(last.times().requestedAt(), last.buildId()));
  }

  private static Optional<String> user(Call call) {
    Optional<String> named = call.query("userId").map(id -> Ids.checked("userId", id));
    return named.or(() -> Optional.ofNullable(call.caller().user()));
  }

  private static Map<String, @Nullable Object> shown(BuildRow build) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("buildId", build.buildId());
    shown.put("userId", build.account().user());
    shown.put("status", build.status().equals("requested") ? "queued" : build.status());
    shown.put("operation", build.work().operation());
    shown.put("projectId", build.work().projectId());
    shown.put("estimatedSeconds", Shown.amount(build.figures().estimate()));
    Long took = build.figures().seconds();
    shown.put("seconds", took == null ? null : Shown.amount(took));
    shown.put("reason", build.reason());
    shown.put("requestedAt", Times.text(build.times().requestedAt()));
    shown.put("updatedAt", Times.text(build.times().updatedAt()));
    return shown;
  }
}
