package dev.weir.ingest.api;

import dev.weir.accounting.Limits;
import dev.weir.accounting.Note;
import dev.weir.accounting.Policy;
import dev.weir.accounting.Source;
import dev.weir.accounting.Verb;
import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import dev.weir.edge.http.Call;
import dev.weir.edge.json.CanonicalJson;
import dev.weir.edge.json.Fields;
import dev.weir.edge.json.Ids;
import dev.weir.edge.json.Json;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Charges, and the adjustments that correct what went wrong. */
@RestController
final class ChargeController {
  private static final String ADJUSTMENT = "adjustment";

  private final Commands commands;

  ChargeController(Commands commands) {
    this.commands = commands;
  }

  @Access(Right.TENANT)
  @PostMapping("/v1/charges")
  ResponseEntity<Map<String, @Nullable Object>> charge(Call call) {
    Fields body = call.body();
    String user = body.id("user");
    Requests.Price price = Requests.price(call);
    Policy policy = Requests.policy(body).orElse(Policy.STRICT);
    long limit = Requests.overdraftLimit(body, policy);
    Note note = Requests.note(body);
    body.noOthers();
    if (note.operation() == null && price.metered() != null) {
      note = new Note(price.metered().meter(), note.reason(), note.metadata());
    }
    Verb verb = new Verb.Charge(price.amount(), policy, limit, price.metered(), 0, note);
    return Answers.of(commands.decide(call, user, verb)).charged();
  }

  @Access(Right.ADMIN)
  @PostMapping("/v1/adjustments")
  ResponseEntity<Map<String, @Nullable Object>> adjust(Call call) {
    Fields body = call.body();
    String user = body.id("user");
    long amount = body.signedAmount("amount");
    String reason = body.text("reason", Limits.TEXT_CHARS);
    Note note = new Note(ADJUSTMENT, reason, correction(body));
    body.noOthers();
    if (amount < 0) {
      Verb charge = Verb.Charge.strict(-amount, note);
      return Answers.of(commands.decide(call, user, charge)).charged();
    }
    Verb grant = new Verb.Grant(Source.GIFT, amount, 0, note);
    return Answers.of(commands.decide(call, user, grant)).granted(200);
  }

  /** The corrected entry, by its seq or by its command's id. */
  private static @Nullable String correction(Fields body) {
    Optional<Json> named = body.jsonIfAny("correctionOf");
    if (named.isEmpty()) {
      return null;
    }
    boolean proper =
        switch (named.get()) {
          case Json.Text text -> Ids.valid(text.value());
          case Json.Number number -> number.literal().matches("[1-9][0-9]{0,17}");
          default -> false;
        };
    if (!proper) {
      throw body.invalid("correctionOf", "must be an entry's seq or its command's id");
    }
    return CanonicalJson.of(new Json.Members(Map.of("correctionOf", named.get())));
  }
}
