package dev.weir.streams.stripe;

import dev.weir.accounting.AccountKey;
import dev.weir.streams.stripe.Fact.Disputed;
import dev.weir.streams.stripe.Fact.InvoicePaid;
import dev.weir.streams.stripe.Fact.InvoicePayment;
import dev.weir.streams.stripe.Fact.Irrelevant;
import dev.weir.streams.stripe.Fact.PackagePaid;
import dev.weir.streams.stripe.Fact.Refunded;
import dev.weir.streams.stripe.Fact.SubscriptionChanged;
import dev.weir.streams.stripe.Fact.Unusable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an event says, and which customer it says is which account's.
 *
 * @param link null when the event does not connect a customer with an account
 */
record StripeReading(Fact fact, @Nullable Link link) {

  static final Irrelevant NOTHING = new Irrelevant();
  private static final String DISPUTES = "charge.dispute";
  private static final String OTHER = "other";
  private static final Set<String> TYPES =
      Set.of(
          "payment_intent.succeeded",
          "checkout.session.completed",
          "checkout.session.async_payment_succeeded",
          "invoice.paid",
          "invoice_payment.paid",
          "customer.subscription.created",
          "customer.subscription.updated",
          "customer.subscription.deleted",
          "charge.refunded");

  /** The event's type if it is one that matters, all disputes being of one kind. */
  static String kind(String type) {
    return TYPES.contains(type) ? type : type.startsWith(DISPUTES + ".") ? DISPUTES : OTHER;
  }

  static StripeReading of(StripeEvent event) {
    // What is of no concern is of no concern in any version.
    if (kind(event.type()).equals(OTHER)) {
      return alone(NOTHING);
    }
    if (!ApiVersions.known(event.apiVersion())) {
      return alone(
          new Unusable(
              "unknown_api_version", "API version " + event.apiVersion() + " is not known"));
    }
    StripeObject object = new StripeObject(event.object());
    return switch (event.type()) {
      case "payment_intent.succeeded" -> PaymentReading.paymentIntent(event, object);
      case "checkout.session.completed" -> PaymentReading.checkout(event, object, false);
      case "checkout.session.async_payment_succeeded" ->
          PaymentReading.checkout(event, object, true);
      case "invoice.paid" -> SubscriptionReading.invoice(event, object);
      case "invoice_payment.paid" -> alone(invoicePayment(object));
      case "customer.subscription.created", "customer.subscription.updated" ->
          SubscriptionReading.subscription(event, object, false);
      case "customer.subscription.deleted" -> SubscriptionReading.subscription(event, object, true);
      case "charge.refunded" -> alone(refunded(object));
      default -> alone(disputed(object));
    };
  }

  static StripeReading alone(Fact fact) {
    return new StripeReading(fact, null);
  }

  /** The account that the event itself names, if it names one. */
  @Nullable AccountKey account() {
    if (link != null) {
      return link.account();
    }
    return switch (fact) {
      case PackagePaid paid -> paid.payer().account();
      case InvoicePaid paid -> paid.holder().account();
      case SubscriptionChanged changed -> changed.holder().account();
      default -> null;
    };
  }

  private static Fact invoicePayment(StripeObject object) {
    String invoice = object.id("invoice");
    String payment = object.firstId("payment.payment_intent", "payment.charge");
    if (invoice == null) {
      return new Unusable("invoice_payment_unreadable", "the payment names no invoice");
    }
    return payment == null ? NOTHING : new InvoicePayment(invoice, payment);
  }

  private static Fact refunded(StripeObject charge) {
    String payment = charge.firstId("payment_intent", "id");
    long total = charge.number("amount");
    if (payment == null || total <= 0 || !charge.isAmount("amount_refunded")) {
      return new Unusable("charge_unreadable", "the charge has no id, or an amount is missing");
    }
    return new Refunded(payment, charge.id("invoice"), charge.number("amount_refunded"), total);
  }

  private static Fact disputed(StripeObject dispute) {
    String id = dispute.id("id");
    String payment = dispute.firstId("payment_intent", "charge");
    String status = dispute.text("status");
    if (id == null || payment == null || status == null || !dispute.isAmount("amount")) {
      return new Unusable("dispute_unreadable", "the dispute has no id, payment, status or amount");
    }
    return new Disputed(payment, id, dispute.number("amount"), claim(status));
  }

  private static Fact.Claim claim(String status) {
    return switch (status) {
      case "won" -> Fact.Claim.WON;
      case "lost" -> Fact.Claim.LOST;
      case "warning_needs_response", "warning_under_review", "warning_closed", "prevented" ->
          Fact.Claim.ASKED;
      default -> Fact.Claim.OPEN;
    };
  }
}
