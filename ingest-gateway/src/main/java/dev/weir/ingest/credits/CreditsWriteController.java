package dev.weir.ingest.credits;

import dev.weir.accounting.PlanTerms;
import dev.weir.accounting.Verb;
import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import dev.weir.edge.http.Call;
import dev.weir.edge.json.Fields;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.Tenant;
import dev.weir.ingest.api.Commands;
import dev.weir.schemas.avro.DecisionRecord;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The document's writes. Members that it does not know are ignored, as its own server does. */
@RestController
final class CreditsWriteController {
  private static final String USER = "userId";
  private static final String TARGET = "targetUserId";

  private final Commands commands;

  CreditsWriteController(Commands commands) {
    this.commands = commands;
  }

  @Access(Right.TENANT)
  @PostMapping("/api/credits/deduct")
  ResponseEntity<Map<String, Object>> deduct(Call call) {
    String user = user(call);
    Deduction deduction = Deduction.of(call.body(), call.tenant().terms().meters().prices());
    DecisionRecord decision = decide(call, user, deduction.charge());
    return CreditAnswers.isShort(decision)
        ? CreditAnswers.tooLittle(decision, deduction.paused())
        : CreditAnswers.done(decision);
  }

  @Access(Right.ADMIN)
  @PostMapping("/api/credits/add")
  ResponseEntity<Map<String, Object>> add(Call call) {
    return CreditAnswers.done(decide(call, user(call), CreditGrant.added(call.body())));
  }

  @Access(Right.ADMIN)
  @PostMapping("/api/admin/credits/grant")
  ResponseEntity<Map<String, Object>> grant(Call call) {
    Fields body = call.body();
    // The document's administrator is the caller, X-User-Id, and somebody else is given credits.
    Optional<String> target = body.idIfAny(TARGET);
    Optional<String> named = body.idIfAny(USER);
    if (target.isPresent() && named.isPresent() && !named.equals(target)) {
      throw Problem.malformed("user_ambiguous", USER + " and " + TARGET + " differ.");
    }
    String user = target.orElseGet(() -> call.user(USER, named));
    Verb verb = CreditGrant.byAdministrator(body, call.caller().user());
    return CreditAnswers.done(decide(call, user, verb));
  }

  @Access(Right.TENANT)
  @PostMapping("/api/credits/initialize")
  ResponseEntity<Map<String, Object>> initialize(Call call) {
    Tenant tenant = call.tenant();
    OptionalLong named = call.bodyIfAny().amountIfAny("amount");
    PlanTerms plan = call.directory().plan(tenant);
    Verb verb =
        named.isPresent()
            ? CreditGrant.named(named.getAsLong(), plan)
            : CreditGrant.first(tenant.terms().initial(), plan);
    return CreditAnswers.done(decide(call, user(call), verb));
  }

  private DecisionRecord decide(Call call, String user, Verb verb) {
    return commands.decide(call, user, call.idempotencyKeyOrNew(), verb);
  }

  private static String user(Call call) {
    return call.user(USER, call.bodyIfAny().idIfAny(USER));
  }
}
