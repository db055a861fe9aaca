package dev.weir.streams.stripe;

import dev.weir.streams.stripe.Known.Payment;
import org.jspecify.annotations.Nullable;

/**
 * A charge is one try at a payment. Some objects name the one and some the other, so that what is
 * known of the charge belongs to the payment as soon as an event names both.
 */
final class ChargeRules {
  private ChargeRules() {}

  static void learn(Draft draft, StripeEvent event) {
    StripeObject object = new StripeObject(event.object());
    String type = event.type();
    if (type.startsWith("payment_intent.")) {
      same(draft, event, object.id("latest_charge"), object.id("id"));
    } else if (type.startsWith("charge.dispute.")) {
      same(draft, event, object.id("charge"), object.id("payment_intent"));
    } else if (type.startsWith("charge.")) {
      same(draft, event, object.id("id"), object.id("payment_intent"));
    }
  }

  private static void same(
      Draft draft, StripeEvent event, @Nullable String charge, @Nullable String payment) {
    if (charge == null || payment == null || !draft.paymentId(charge).equals(charge)) {
      return;
    }
    Payment early = draft.payment(charge);
    draft.settle("payment/" + charge);
    draft.isTryAt(charge, payment);
    if (!early.equals(Payment.NEW)) {
      PaymentRules.merge(draft, event, payment, early);
    }
  }
}
