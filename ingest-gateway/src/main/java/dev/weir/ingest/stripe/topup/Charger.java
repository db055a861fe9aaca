package dev.weir.ingest.stripe.topup;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.PaymentMethod;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentMethodListParams;
import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Mode;
import dev.weir.ingest.stripe.Derived;
import dev.weir.ingest.stripe.StripeApi;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Charges a card that its owner has left with Stripe, without the owner being there. */
final class Charger {
  private final StripeApi stripe;

  Charger(StripeApi stripe) {
    this.stripe = stripe;
  }

  /**
   * @param cents in the currency's minor unit
   * @param metadata what the webhook will need
   */
  record Bill(
      AccountKey account,
      String customer,
      long cents,
      String currency,
      Map<String, String> metadata,
      long number) {
    String key(String step) {
      return Derived.key("topup" + step, account.text(), Long.toString(number));
    }
  }

  /** How a payment stands. */
  record Standing(String payment, String status) {
    boolean paid() {
      return status.equals("succeeded");
    }

    boolean refused() {
      return switch (status) {
        case "requires_payment_method", "requires_action", "canceled" -> true;
        default -> false;
      };
    }
  }

  /** Whether there is a key to charge with. */
  boolean able(Mode mode) {
    return stripe.configured(mode);
  }

  /**
   * Asking again with the same bill finds the same payment: it is Stripe's idempotency key that
   * counts.
   */
  Standing charge(Bill bill) {
    return stripe.call(bill.account.mode(), client -> charge(client, bill));
  }

  private static Standing charge(StripeClient client, Bill bill) throws StripeException {
    PaymentIntent intent =
        client
            .v1()
            .paymentIntents()
            .create(
                PaymentIntentCreateParams.builder()
                    .setAmount(bill.cents)
                    .setCurrency(bill.currency.toLowerCase(Locale.ROOT))
                    .setCustomer(bill.customer)
                    .setPaymentMethod(card(client, bill.customer))
                    .setOffSession(true)
                    .setConfirm(true)
                    .putAllMetadata(bill.metadata)
                    .build(),
                once(bill.key("")));
    if ("requires_confirmation".equals(intent.getStatus())) {
      intent = client.v1().paymentIntents().confirm(intent.getId(), once(bill.key("-confirm")));
    }
    return new Standing(intent.getId(), intent.getStatus());
  }

  private static String card(StripeClient client, String customer) throws StripeException {
    List<PaymentMethod> cards =
        client
            .v1()
            .paymentMethods()
            .list(
                PaymentMethodListParams.builder()
                    .setCustomer(customer)
                    .setType(PaymentMethodListParams.Type.CARD)
                    .setLimit(1L)
                    .build())
            .getData();
    if (cards.isEmpty()) {
      throw new StripeApi.Declined("no_card");
    }
    return cards.getFirst().getId();
  }

  Standing look(AccountKey account, String payment) {
    return stripe.call(
        account.mode(),
        client ->
            new Standing(payment, client.v1().paymentIntents().retrieve(payment).getStatus()));
  }

  private static RequestOptions once(String key) {
    return RequestOptions.builder().setIdempotencyKey(key).build();
  }
}
