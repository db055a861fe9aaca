package dev.weir.streams.stripe;

import dev.weir.accounting.AccountKey;
import dev.weir.streams.stripe.Fact.PackagePaid;
import dev.weir.streams.stripe.Fact.Paid;
import dev.weir.streams.stripe.Fact.Payer;
import dev.weir.streams.stripe.Fact.Price;
import dev.weir.streams.stripe.Fact.Unusable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one-off payments: payment intents and Checkout sessions. */
final class PaymentReading {
  private static final Set<String> PAID = Set.of("paid", "no_payment_required");
  private static final Unusable UNREADABLE =
      new Unusable("payment_unreadable", "what was paid is no amount");

  private PaymentReading() {}

  static StripeReading paymentIntent(StripeEvent event, StripeObject intent) {
    String payment = intent.id("id");
    if (payment == null) {
      return StripeReading.alone(new Unusable("payment_unreadable", "the payment has no id"));
    }
    long received = intent.number("amount_received");
    Price price =
        new Price(
            payment, received > 0 ? received : intent.number("amount"), intent.text("currency"));
    StripeObject metadata = intent.part("metadata");
    boolean unreadable = isUnreadable(intent, "amount") || isUnreadable(intent, "amount_received");
    AccountKey account = Buyer.of(event, metadata);
    Link link = Link.of(event, intent.id("customer"), account);
    if (!metadata.has("minutesPurchased") && !metadata.has("packageName")) {
      return new StripeReading(new Paid(payment), link);
    }
    return new StripeReading(
        unreadable ? UNREADABLE : packagePaid(metadata, account, intent.id("customer"), price),
        link);
  }

  /** Where there is no amount at all, what was paid is not known, and no less was bought. */
  private static boolean isUnreadable(StripeObject object, String amount) {
    return object.has(amount) && !object.isAmount(amount);
  }

  static StripeReading checkout(StripeEvent event, StripeObject session, boolean cleared) {
    StripeObject metadata = session.part("metadata");
    AccountKey account = Buyer.of(event, metadata);
    String reference = session.text("client_reference_id");
    if (account == null && reference != null) {
      account = Buyer.account(event, metadata.text("tenant"), reference);
    }
    Link link = Link.of(event, session.id("customer"), account);
    boolean oneOff = !session.has("mode") || "payment".equals(session.text("mode"));
    String status = session.text("payment_status");
    boolean paid = cleared || status == null || PAID.contains(status);
    String payment = session.firstId("payment_intent", "id");
    boolean ours = metadata.has("minutesPurchased") || metadata.has("packageName");
    if (!oneOff || !paid || payment == null || !ours) {
      return new StripeReading(StripeReading.NOTHING, link);
    }
    Price price = new Price(payment, session.number("amount_total"), session.text("currency"));
    return new StripeReading(
        isUnreadable(session, "amount_total")
            ? UNREADABLE
            : packagePaid(metadata, account, session.id("customer"), price),
        link);
  }

  private static Fact packagePaid(
      StripeObject metadata, @Nullable AccountKey account, @Nullable String customer, Price price) {
    String minutes = metadata.text("minutesPurchased");
    String payment = price.payment();
    if (account == null && metadata.first("userId", "user_id") != null) {
      return new Unusable("user_invalid", "the metadata names what can be no user or tenant");
    }
    if (account == null || minutes == null || payment == null) {
      return new Unusable(
          "metadata_incomplete", "a package's payment needs userId and minutesPurchased");
    }
    String name = metadata.text("packageName");
    return new PackagePaid(
        new Payer(payment, account, customer),
        price,
        name == null ? "" : name,
        minutes,
        metadata.text("topUp"));
  }
}
