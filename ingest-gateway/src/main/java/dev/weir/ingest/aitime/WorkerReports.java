package dev.weir.ingest.aitime;

import static dev.weir.accounting.Rejection.HOLD_CLOSED;
import static dev.weir.accounting.Rejection.HOLD_NOT_FOUND;
import static dev.weir.accounting.Rejection.IDEMPOTENCY_KEY_REUSED;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.accounting.Note;
import dev.weir.accounting.Policy;
import dev.weir.accounting.Verb;
import dev.weir.edge.http.Call;
import dev.weir.edge.json.Fields;
import dev.weir.edge.json.Ids;
import dev.weir.ingest.api.Answers;
import dev.weir.ingest.api.Commands;
import dev.weir.schemas.avro.DecisionRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * What a worker says of its build. The first word that ends a build counts, whichever it is; every
 * later one finds it ended and changes nothing.
 */
@Component
final class WorkerReports {
  private static final List<String> TYPES = List.of("started", "progress", "completed", "failed");
  private static final int MOST_TEXT = 1024;

  private final Commands commands;

  WorkerReports(Commands commands) {
    this.commands = commands;
  }

  ResponseEntity<?> take(Call call, String build) {
    Fields body = call.body();
    String type = body.oneOf("type", TYPES);
    String user = call.user("user", body.idIfAny("user"));
    Note note =
        new Note(
            body.textIfAny("operation", MOST_TEXT).orElse(null),
            body.textIfAny("reason", MOST_TEXT).orElse(null),
            null);
    Verb verb =
        switch (type) {
          case "completed" -> settled(build, body, note);
          case "failed" -> new Verb.Release(build, true, note);
          default -> new Verb.ReportProgress(build, type, note);
        };
    boolean keyed = call.header("Idempotency-Key").isPresent();
    String id = keyed ? call.idempotencyKey() : id(build, type);
    DecisionRecord decision = commands.decide(call, user, id, verb);
    if (!keyed && inVain(decision)) {
      decision = commands.decide(call, user, UUID.randomUUID().toString(), verb);
    }
    String code = decision.getCode();
    if (HOLD_NOT_FOUND.code().equals(code)) {
      throw Answers.problem(decision, "build_not_found", "There is no such build.");
    }
    if (code != null && !code.equals(HOLD_CLOSED.code())) {
      throw Answers.problem(decision);
    }
    return Answers.headers(ResponseEntity.ok(), decision).body(told(decision, build, type));
  }

  private static Verb settled(String build, Fields body, Note note) {
    long took = body.amountOrZeroIfAny("seconds").orElseThrow(() -> body.missing("seconds"));
    return new Verb.Capture(build, took, Policy.CLAMP, 0, true, note);
  }

  /** A build ends once, so its end needs one id only; progress may be told many times. */
  private static String id(String build, String type) {
    return switch (type) {
      case "completed", "failed" -> ofEnd(build + "|" + type);
      default -> UUID.randomUUID().toString();
    };
  }

  private static String ofEnd(String text) {
    return Ids.valid(text) ? text : UUID.nameUUIDFromBytes(text.getBytes(UTF_8)).toString();
  }

  /**
   * The id of this end was used up before: there was no such build yet, or it was told otherwise.
   * The build itself knows whether it has ended.
   */
  private static boolean inVain(DecisionRecord decision) {
    String code = decision.getCode();
    return IDEMPOTENCY_KEY_REUSED.code().equals(code)
        || (decision.getReplayed() && HOLD_NOT_FOUND.code().equals(code));
  }

  private static Map<String, Object> told(DecisionRecord decision, String build, String type) {
    boolean counted = decision.getCode() == null && decision.getDecision().equals("accepted");
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("success", true);
    answer.put("buildId", build);
    answer.put("type", type);
    answer.put("applied", counted);
    return answer;
  }
}
