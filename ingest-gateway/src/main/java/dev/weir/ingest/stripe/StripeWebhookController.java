package dev.weir.ingest.stripe;

import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import dev.weir.edge.http.Call;
import dev.weir.edge.tenants.Tenant;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes Stripe's webhooks: verified, written down, and only then acknowledged. */
@RestController
final class StripeWebhookController {
  private final Intake intake;
  private final StripeLog log;

  StripeWebhookController(Intake intake, StripeLog log) {
    this.intake = intake;
    this.log = log;
  }

  /** What Stripe looks for is the status. */
  record Received(boolean received) {}

  @PostMapping({"/v1/webhooks/stripe", "/webhook/stripe", "/api/webhooks/stripe"})
  @Access(Right.WEBHOOK)
  Received receive(Call call) {
    long now = System.currentTimeMillis();
    List<Tenant> signers =
        StripeSignature.signers(call.raw(), call.directory().tenants().all(), now);
    log.write(intake.received(call.raw().body(), signers, now));
    return new Received(true);
  }
}
