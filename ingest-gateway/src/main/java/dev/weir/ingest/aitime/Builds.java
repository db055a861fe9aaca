package dev.weir.ingest.aitime;

import dev.weir.accounting.Note;
import dev.weir.accounting.Policy;
import dev.weir.accounting.Rejection;
import dev.weir.accounting.Verb;
import dev.weir.accounting.pricing.Estimate;
import dev.weir.edge.aitime.EstimateDirectory;
import dev.weir.edge.http.Call;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.TenantCatalog;
import dev.weir.ingest.api.Answers;
import dev.weir.ingest.api.Commands;
import dev.weir.schemas.avro.DecisionRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * A build begins with a hold of what it will probably take: who cannot cover that does not start.
 */
@Component
final class Builds {
  private static final String RESUME = "X-Resume-Token";

  private final Commands commands;
  private final EstimateDirectory estimates;

  Builds(Commands commands, EstimateDirectory estimates) {
    this.commands = commands;
    this.estimates = estimates;
  }

  ResponseEntity<?> start(Call call, Endpoint endpoint) {
    BuildRequest request = BuildRequest.read(call, endpoint);
    TenantCatalog catalog = catalog(call);
    Estimate estimate =
        estimates
            .estimate(catalog, call.caller().mode(), request.work())
            .orElseThrow(
                () -> Problem.of(422, "operation_unknown", "There is no estimate for it."));
    Verb.PlaceHold hold =
        new Verb.PlaceHold(
            estimate.amount(),
            0,
            Policy.STRICT,
            0,
            request.build(),
            resumeId(call, request),
            new Note(endpoint.operation(), null, null));
    DecisionRecord decision =
        commands.decide(call, request.user(), call.idempotencyKeyOrNew(), hold);
    return answer(call, request, catalog, decision);
  }

  private ResponseEntity<?> answer(
      Call call, BuildRequest request, TenantCatalog catalog, DecisionRecord decision) {
    String code = decision.getCode();
    if (code == null) {
      return answer(decision, 202, BuildAnswers.started(decision, request.endpoint()));
    }
    return switch (Rejection.parse(code)) {
      case INSUFFICIENT_BALANCE -> refused(call, request, catalog, decision);
      case RESUME_TOKEN_INVALID -> throw ResumeTokens.invalid();
      default -> throw Answers.problem(decision);
    };
  }

  private ResponseEntity<?> refused(
      Call call, BuildRequest request, TenantCatalog catalog, DecisionRecord decision) {
    Object body =
        switch (request.endpoint().dialect()) {
          case WORKER -> BuildAnswers.workerRefusal(decision);
          case GUIDE ->
              BuildAnswers.guideRefusal(
                  decision,
                  catalog,
                  ResumeTokens.issue(call.caller(), request.endpoint().operation(), decision));
        };
    return answer(decision, 402, body);
  }

  private static ResponseEntity<?> answer(DecisionRecord decision, int status, Object body) {
    return Answers.headers(ResponseEntity.status(status), decision).body(body);
  }

  private @Nullable String resumeId(Call call, BuildRequest request) {
    Optional<String> token = call.header(RESUME);
    return token
        .map(
            shown ->
                ResumeTokens.check(
                    shown,
                    call.caller(),
                    request.user(),
                    request.endpoint().operation(),
                    call.now()))
        .orElse(null);
  }

  private static TenantCatalog catalog(Call call) {
    return call.directory()
        .catalog(call.tenant())
        .orElseThrow(
            () -> Problem.of(403, "insufficient_scope", "This tenant has no catalog of builds."));
  }
}
