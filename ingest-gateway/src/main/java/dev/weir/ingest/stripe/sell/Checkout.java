package dev.weir.ingest.stripe.sell;

import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData;
import dev.weir.accounting.AccountKey;
import dev.weir.edge.problem.Problem;
import dev.weir.ingest.stripe.Derived;
import dev.weir.ingest.stripe.StripeApi;
import dev.weir.ingest.stripe.wallet.Wallets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes Checkout sessions that carry all that their webhooks will need. */
final class Checkout {
  private final StripeApi stripe;
  private final Wallets wallets;

  Checkout(StripeApi stripe, Wallets wallets) {
    this.stripe = stripe;
    this.wallets = wallets;
  }

  Session forPackage(Order order, Sale sale) {
    Map<String, String> metadata =
        Map.of(
            "tenant", order.account().tenant(),
            "userId", order.account().user(),
            "packageName", sale.key(),
            "minutesPurchased", Long.toString(sale.minutes()));
    SessionCreateParams.PaymentIntentData.Builder payment =
        SessionCreateParams.PaymentIntentData.builder().putAllMetadata(metadata);
    if (wallets.topUp(order.account()).isPresent()) {
      payment.setSetupFutureUsage(
          SessionCreateParams.PaymentIntentData.SetupFutureUsage.OFF_SESSION);
    }
    return sell(
        "package",
        order,
        customer -> {
          SessionCreateParams.Builder session =
              session(order, metadata, SessionCreateParams.Mode.PAYMENT)
                  .addLineItem(line(sale))
                  .setPaymentIntentData(payment.build());
          return customer == null
              ? session.setCustomerCreation(SessionCreateParams.CustomerCreation.ALWAYS)
              : session.setCustomer(customer);
        });
  }

  Session forPlan(Order order, Sale sale) {
    Map<String, String> metadata =
        Map.of(
            "tenant", order.account().tenant(),
            "userId", order.account().user(),
            "planKey", sale.key());
    return sell(
        "plan",
        order,
        customer ->
            session(order, metadata, SessionCreateParams.Mode.SUBSCRIPTION)
                .addLineItem(line(sale))
                .setCustomer(customer)
                .setSubscriptionData(
                    SessionCreateParams.SubscriptionData.builder()
                        .putAllMetadata(metadata)
                        .build()));
  }

  private static SessionCreateParams.Builder session(
      Order order, Map<String, String> metadata, SessionCreateParams.Mode mode) {
    return SessionCreateParams.builder()
        .setMode(mode)
        .setClientReferenceId(order.account().user())
        .setSuccessUrl(order.successUrl())
        .setCancelUrl(order.cancelUrl())
        .putAllMetadata(metadata);
  }

  /** The catalog's price at Stripe; where it has none, the catalog's own figure. */
  private static LineItem line(Sale sale) {
    LineItem.Builder line = LineItem.builder().setQuantity(1L);
    if (sale.stripePrice() != null) {
      return line.setPrice(sale.stripePrice()).build();
    }
    return line.setPriceData(
            PriceData.builder()
                .setCurrency(sale.currency().toLowerCase(Locale.ROOT))
                .setUnitAmount(sale.cents())
                .setProductData(PriceData.ProductData.builder().setName(sale.name()).build())
                .build())
        .build();
  }

  /** A session for a customer of Stripe's, or for somebody who is none yet. */
  private interface Offer {
    SessionCreateParams.Builder to(@Nullable String customer);
  }

  /**
   * A customer may have been deleted at Stripe; whoever buys then becomes a new one, and the
   * webhook says so. Nor may there have been one yet when this request came first.
   */
  private Session sell(String what, Order order, Offer offer) {
    Optional<String> customer = wallets.customer(order.account());
    try {
      return create(what, order, offer.to(customer.orElse(null)).build());
    } catch (Problem e) {
      boolean deleted = "resource_missing".equals(e.members().get("stripe_code"));
      if (customer.isEmpty() || !(deleted || e.code().equals("idempotency_key_reused"))) {
        throw e;
      }
      return create(deleted ? what + "-anew" : what, order, offer.to(null).build());
    }
  }

  /** The same request again makes the same session: Stripe's key is derived from ours. */
  private Session create(String what, Order order, SessionCreateParams params) {
    AccountKey account = order.account();
    RequestOptions options =
        RequestOptions.builder()
            .setIdempotencyKey(Derived.key(what, account.text(), order.key()))
            .build();
    return stripe.call(
        account.mode(), client -> client.v1().checkout().sessions().create(params, options));
  }
}
