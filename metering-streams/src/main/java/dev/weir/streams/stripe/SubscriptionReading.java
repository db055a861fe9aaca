package dev.weir.streams.stripe;

import dev.weir.streams.stripe.Fact.Holder;
import dev.weir.streams.stripe.Fact.InvoicePaid;
import dev.weir.streams.stripe.Fact.Line;
import dev.weir.streams.stripe.Fact.Price;
import dev.weir.streams.stripe.Fact.SubscriptionChanged;
import dev.weir.streams.stripe.Fact.Unusable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads subscriptions and their invoices, in the current shape and in that of 2024. */
final class SubscriptionReading {
  private SubscriptionReading() {}

  static StripeReading subscription(StripeEvent event, StripeObject object, boolean deleted) {
    String id = object.id("id");
    String customer = object.id("customer");
    Holder holder = new Holder(Buyer.of(event, object.part("metadata")), customer);
    List<String> prices = prices(object);
    boolean ownerless = customer == null && holder.account() == null;
    if (id == null || ownerless || (prices.isEmpty() && !deleted)) {
      return StripeReading.alone(
          new Unusable(
              "subscription_unreadable", "the subscription has no id, no customer or no price"));
    }
    String status = object.text("status");
    return new StripeReading(
        new SubscriptionChanged(
            id,
            holder,
            prices,
            deleted ? "canceled" : status == null ? "active" : status,
            deleted,
            periodEnd(object)),
        Link.of(event, customer, holder.account()));
  }

  private static List<String> prices(StripeObject subscription) {
    List<String> prices = new ArrayList<>();
    for (StripeObject item : subscription.list("items.data")) {
      String price = item.firstId("price", "plan");
      if (price != null) {
        prices.add(price);
      }
    }
    String plan = subscription.id("plan");
    if (prices.isEmpty() && plan != null) {
      prices.add(plan);
    }
    return prices;
  }

  /** The current API keeps the period on the items, 2024's on the subscription. */
  private static long periodEnd(StripeObject subscription) {
    long end = subscription.time("current_period_end");
    for (StripeObject item : subscription.list("items.data")) {
      end = Math.max(end, item.time("current_period_end"));
    }
    return end;
  }

  static StripeReading invoice(StripeEvent event, StripeObject invoice) {
    String id = invoice.id("id");
    String customer = invoice.id("customer");
    Holder holder = new Holder(payer(event, invoice), customer);
    boolean ownerless = customer == null && holder.account() == null;
    boolean unpriced = invoice.has("amount_paid") && !invoice.isAmount("amount_paid");
    boolean unlisted = invoice.list("lines.data").isEmpty() && invoice.number("amount_paid") > 0;
    if (id == null || ownerless || unpriced || unlisted || !invoice.isList("lines.data")) {
      return StripeReading.alone(
          new Unusable(
              "invoice_unreadable", "the invoice has no id, no customer, no lines or no amount"));
    }
    List<Line> lines = new ArrayList<>();
    for (StripeObject line : invoice.list("lines.data")) {
      Line read = line(id, lines.size(), invoice, line);
      if (read != null) {
        lines.add(read);
      }
    }
    Price price =
        new Price(payment(invoice), invoice.number("amount_paid"), invoice.text("currency"));
    Fact fact =
        invoice.flag("lines.has_more")
            ? new Unusable("lines_missing", "the event does not carry all lines of the invoice")
            : new InvoicePaid(id, holder, price, lines);
    return new StripeReading(fact, Link.of(event, customer, holder.account()));
  }

  private static dev.weir.accounting.@Nullable AccountKey payer(
      StripeEvent event, StripeObject invoice) {
    List<StripeObject> metadata = new ArrayList<>();
    metadata.add(invoice.part("parent.subscription_details.metadata"));
    metadata.add(invoice.part("subscription_details.metadata"));
    metadata.add(invoice.part("metadata"));
    for (StripeObject line : invoice.list("lines.data")) {
      metadata.add(line.part("metadata"));
    }
    return Buyer.of(event, metadata.toArray(new StripeObject[0]));
  }

  /** A payment says what it paid for itself in 2024 only; since then an event of its own tells. */
  private static @Nullable String payment(StripeObject invoice) {
    String payment = invoice.firstId("payment_intent", "charge");
    for (StripeObject each : invoice.list("payments.data")) {
      if (payment == null) {
        payment = each.firstId("payment.payment_intent", "payment.charge");
      }
    }
    return payment;
  }

  /**
   * Null for what no period of a plan is paid with: prorations, credits, and what is no
   * subscription's and has no price.
   */
  private static @Nullable Line line(
      String invoice, int index, StripeObject whole, StripeObject line) {
    String price = line.firstId("pricing.price_details.price", "price", "plan");
    boolean proration =
        line.flag("proration")
            || line.flag("parent.subscription_item_details.proration")
            || line.flag("parent.invoice_item_details.proration");
    long amount = line.number("amount");
    if ((price == null && !recurring(line)) || proration || amount < 0) {
      return null;
    }
    String subscription =
        line.firstId("parent.subscription_item_details.subscription", "subscription");
    if (subscription == null) {
      subscription = whole.firstId("parent.subscription_details.subscription", "subscription");
    }
    String id = line.id("id");
    return new Line(
        id == null ? invoice + ":" + index : id,
        subscription == null ? "of:" + whole.id("customer") : subscription,
        price == null ? "" : price,
        amount,
        recurring(line),
        // Without its beginning a period would be older than all: such a one is none.
        line.isTime("period.start") ? line.time("period.start") : line.time("period.end"),
        line.time("period.end"));
  }

  private static boolean recurring(StripeObject line) {
    return "subscription".equals(line.text("type"))
        || line.has("subscription")
        || "subscription_item_details".equals(line.text("parent.type"));
  }
}
