package dev.weir.ingest.platform;

import dev.weir.accounting.Note;
import dev.weir.accounting.Rejection;
import dev.weir.accounting.Verb;
import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import dev.weir.edge.http.Call;
import dev.weir.edge.tenants.Tier;
import dev.weir.ingest.api.Answers;
import dev.weir.ingest.api.Commands;
import dev.weir.schemas.avro.DecisionRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Counts one call of a user, as long as the tier has room for it. */
@RestController
final class TrackController {
  private final Commands commands;

  TrackController(Commands commands) {
    this.commands = commands;
  }

  @Access(Right.USER)
  @PostMapping("/api/data")
  ResponseEntity<Map<String, Object>> track(Call call) {
    Tier tier = call.caller().tier();
    String user = call.user("X-User-Id", Optional.empty());
    Verb verb = new Verb.Track(1, tier.limit(), Note.of(tier.name()));
    DecisionRecord decision = commands.decide(call, user, call.idempotencyKeyOrNew(), verb);
    if (Rejection.TIER_LIMIT_REACHED.code().equals(decision.getCode())) {
      return Answers.headers(
              ResponseEntity.status(Rejection.TIER_LIMIT_REACHED.httpStatus()), decision)
          .body(Map.of("error", "Tier limit reached", "message", "Please upgrade"));
    }
    if (Answers.rejected(decision)) {
      throw Answers.problem(decision);
    }
    Map<String, Object> usage = new LinkedHashMap<>();
    usage.put("count", decision.getCount());
    usage.put("limit", tier.limit());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("usage", usage);
    return Answers.headers(ResponseEntity.ok(), decision).body(body);
  }
}
