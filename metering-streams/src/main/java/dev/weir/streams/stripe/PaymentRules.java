package dev.weir.streams.stripe;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Source;
import dev.weir.accounting.Verb;
import dev.weir.streams.stripe.CatalogFacts.TenantFacts;
import dev.weir.streams.stripe.Fact.Disputed;
import dev.weir.streams.stripe.Fact.InvoicePayment;
import dev.weir.streams.stripe.Fact.PackagePaid;
import dev.weir.streams.stripe.Fact.Paid;
import dev.weir.streams.stripe.Fact.Refunded;
import dev.weir.streams.stripe.Known.Credit;
import dev.weir.streams.stripe.Known.Dispute;
import dev.weir.streams.stripe.Known.Invoice;
import dev.weir.streams.stripe.Known.Payment;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Payments: what they buy, and what is taken back of it when they are. */
final class PaymentRules {
  private static final Pattern MINUTES = Pattern.compile("\\d{1,9}(\\.\\d{1,6})?");

  private PaymentRules() {}

  /**
   * The grant's id is the payment's, so that the intent and the session that paid it grant once.
   */
  static void packagePaid(Draft draft, StripeEvent event, PackagePaid paid) {
    AccountKey account = paid.payer().account();
    TenantFacts tenant = Objects.requireNonNull(draft.tenant(account.tenant()));
    long amount = amount(paid.minutes(), tenant.minute());
    if (amount <= 0) {
      StripeRules.refuse(
          draft, event, "minutes_unreadable", "minutesPurchased is not a positive number");
      return;
    }
    draft.settle("event/" + event.id());
    String id = paid.payer().payment();
    Payment payment = draft.payment(id).paid(paid.price().amount());
    if (!payment.credits().containsKey(id)) {
      draft.send(
          event, account, id, new Verb.Grant(Source.PACKAGE, amount, 0, Notes.packagePaid(paid)));
      payment = payment.credited(id, new Credit(account, amount));
    }
    keep(draft, event, id, payment);
  }

  /**
   * What the minutes are in micro-units, a fraction of one being dropped; 0 when they are no
   * number.
   */
  private static long amount(String minutes, long minute) {
    return MINUTES.matcher(minutes).matches()
        ? new BigDecimal(minutes).multiply(BigDecimal.valueOf(minute)).longValue()
        : 0;
  }

  static void paid(Draft draft, StripeEvent event, Paid paid) {
    keep(draft, event, paid.payment(), draft.payment(paid.payment()).paid(0));
  }

  static void invoicePayment(Draft draft, StripeEvent event, InvoicePayment paid) {
    connect(draft, event, paid.invoice(), draft.invoice(paid.invoice()).paidBy(paid.payment()));
  }

  static void refunded(Draft draft, StripeEvent event, Refunded refunded) {
    Payment payment = draft.payment(refunded.payment());
    keep(draft, event, refunded.payment(), payment.refunded(refunded.refunded(), refunded.total()));
    if (refunded.invoice() != null) {
      Invoice invoice = draft.invoice(refunded.invoice()).paidBy(refunded.payment());
      connect(draft, event, refunded.invoice(), invoice);
    }
  }

  static void disputed(Draft draft, StripeEvent event, Disputed disputed) {
    Dispute dispute = new Dispute(disputed.claim(), disputed.amount(), event.created());
    keep(
        draft,
        event,
        disputed.payment(),
        draft.payment(disputed.payment()).disputed(disputed.dispute(), dispute));
  }

  /** Keeps the invoice, and lets every payment of it know what its lines have granted. */
  static void connect(Draft draft, StripeEvent event, String id, Invoice invoice) {
    draft.keep(id, invoice);
    for (String each : invoice.payments()) {
      Payment payment = draft.payment(each);
      for (Map.Entry<String, Credit> line : invoice.credits().entrySet()) {
        if (!payment.credits().containsKey(line.getKey())) {
          payment = payment.credited(line.getKey(), line.getValue()).paid(invoice.total());
        }
      }
      keep(draft, event, each, payment);
    }
  }

  static void merge(Draft draft, StripeEvent event, String id, Payment other) {
    keep(draft, event, id, draft.payment(id).and(other));
  }

  /** Keeps the payment, after telling the accounts what has become true of it. */
  private static void keep(Draft draft, StripeEvent event, String id, Payment payment) {
    Payment told = payment;
    String payer = draft.paymentId(id);
    for (String grant : payment.credits().keySet()) {
      told = Revocations.tell(draft, event, payer, told, grant);
    }
    draft.keep(id, told);
    String what = "payment/" + payer;
    if (told.waits()) {
      draft.await(what, "payment_not_seen", event.receivedAt());
    } else {
      draft.settle(what);
    }
  }
}
