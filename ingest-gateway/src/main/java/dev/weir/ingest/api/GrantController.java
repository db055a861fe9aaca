package dev.weir.ingest.api;

import dev.weir.accounting.Note;
import dev.weir.accounting.Rejection;
import dev.weir.accounting.Source;
import dev.weir.accounting.Verb;
import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import dev.weir.edge.http.Call;
import dev.weir.edge.json.Fields;
import dev.weir.edge.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Grants, and taking them back. */
@RestController
final class GrantController {
  private static final List<String> SOURCES =
      Arrays.stream(Source.values()).map(Source::text).toList();

  private final Commands commands;

  GrantController(Commands commands) {
    this.commands = commands;
  }

  @Access(Right.ADMIN)
  @PostMapping("/v1/grants")
  ResponseEntity<Map<String, @Nullable Object>> grant(Call call) {
    Fields body = call.body();
    String user = body.id("user");
    Source source = Source.parse(body.oneOf("source", SOURCES));
    if (source == Source.DAILY || source == Source.ROLLOVER) {
      throw refused(Rejection.SOURCE_NOT_GRANTABLE, "source");
    }
    long amount = body.amount("amount");
    long expiresAt = expiry(body, source);
    Note note = Requests.note(body);
    body.noOthers();
    Verb verb = new Verb.Grant(source, amount, expiresAt, note);
    return Answers.of(commands.decide(call, user, verb)).granted(201);
  }

  @Access(Right.ADMIN)
  @PostMapping("/v1/grants/{id}/revoke")
  ResponseEntity<Map<String, @Nullable Object>> revoke(Call call) {
    Fields body = call.body();
    String user = body.id("user");
    long target = body.amountIfAny("amount").orElse(Long.MAX_VALUE);
    Note note = Requests.note(body);
    body.noOthers();
    Verb verb = new Verb.Revoke(call.pathId("id"), "api", target, false, note);
    return Answers.of(commands.decide(call, user, verb)).revoked();
  }

  /**
   * Whether it is in the future is not asked here: a request sent again later is still the same
   * request, and its original answer is due.
   */
  private static long expiry(Fields body, Source source) {
    OptionalLong expiresAt = body.timeIfAny("expiresAt");
    if (expiresAt.isEmpty() && source == Source.SUBSCRIPTION) {
      throw refused(Rejection.EXPIRY_REQUIRED, "expiresAt");
    }
    if (expiresAt.isPresent() && expiresAt.getAsLong() <= 0) {
      throw refused(Rejection.EXPIRY_INVALID, "expiresAt");
    }
    return expiresAt.orElse(0);
  }

  /** Said here already, so that it is not remembered as the answer to the request's id. */
  private static Problem refused(Rejection rejection, String field) {
    return Problem.field(rejection.code(), field, rejection.sentence());
  }
}
