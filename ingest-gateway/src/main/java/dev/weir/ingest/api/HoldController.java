package dev.weir.ingest.api;

import dev.weir.accounting.Note;
import dev.weir.accounting.Policy;
import dev.weir.accounting.Verb;
import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import dev.weir.edge.http.Call;
import dev.weir.edge.json.Fields;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Holds: set aside now, take what it came to later, or give it back. */
@RestController
final class HoldController {
  private static final long LONGEST_SECONDS = 86_400;

  private final Commands commands;

  HoldController(Commands commands) {
    this.commands = commands;
  }

  @Access(Right.TENANT)
  @PostMapping("/v1/holds")
  ResponseEntity<Map<String, @Nullable Object>> hold(Call call) {
    Fields body = call.body();
    String user = body.id("user");
    long amount = body.amount("amount");
    long timeoutMs = 1000 * body.wholeIfAny("timeoutSeconds", 1, LONGEST_SECONDS).orElse(0);
    Policy policy = Requests.policy(body).orElse(Policy.STRICT);
    long limit = Requests.overdraftLimit(body, policy);
    Note note = Requests.note(body);
    body.noOthers();
    Verb verb = new Verb.PlaceHold(amount, timeoutMs, policy, limit, null, null, note);
    return Answers.of(commands.decide(call, user, verb)).held();
  }

  @Access(Right.TENANT)
  @PostMapping("/v1/holds/{id}/capture")
  ResponseEntity<Map<String, @Nullable Object>> capture(Call call) {
    Fields body = call.body();
    String user = body.id("user");
    long amount = body.amount("amount");
    Policy policy = Requests.policy(body).orElse(null);
    long limit = Requests.overdraftLimit(body, policy);
    Note note = Requests.note(body);
    body.noOthers();
    Verb verb = new Verb.Capture(call.pathId("id"), amount, policy, limit, note);
    return Answers.of(commands.decide(call, user, verb)).settled();
  }

  @Access(Right.TENANT)
  @PostMapping("/v1/holds/{id}/release")
  ResponseEntity<Map<String, @Nullable Object>> release(Call call) {
    Fields body = call.body();
    String user = body.id("user");
    Note note = Requests.note(body);
    body.noOthers();
    Verb verb = new Verb.Release(call.pathId("id"), note);
    return Answers.of(commands.decide(call, user, verb)).settled();
  }
}
