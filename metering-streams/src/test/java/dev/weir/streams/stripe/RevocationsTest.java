package dev.weir.streams.stripe;

import static dev.weir.streams.stripe.StripeEvents.MINUTE;
import static dev.weir.streams.stripe.StripeEvents.chargeRefunded;
import static dev.weir.streams.stripe.StripeEvents.dispute;
import static dev.weir.streams.stripe.StripeEvents.event;
import static dev.weir.streams.stripe.StripeEvents.invoice;
import static dev.weir.streams.stripe.StripeEvents.invoiceOf2024;
import static dev.weir.streams.stripe.StripeEvents.invoicePayment;
import static dev.weir.streams.stripe.StripeEvents.paymentSucceeded;
import static dev.weir.streams.stripe.StripeEvents.refunded;
import static dev.weir.streams.stripe.StripeEvents.subscribed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.Command;
import dev.weir.accounting.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What refunds and disputes take back, and of which payment. */
class RevocationsTest {
  private final Desk desk = new Desk();

  @Test
  void whatNamesOnlyTheChargeBelongsToItsPaymentWhicheverComesFirst() {
    StripeEvent payment =
        event(
            "evt_pi",
            "payment_intent.succeeded",
            1,
            "{'id':'pi_1','amount':900,'latest_charge':'ch_1','metadata':{'userId':'u1',"
                + "'packageName':'mini','minutesPurchased':'60'}}");
    StripeEvent dispute =
        event(
            "evt_dp",
            "charge.dispute.created",
            2,
            "{'id':'dp_1','charge':'ch_1','status':'needs_response','amount':900}");
    StripeEvent refund =
        event("evt_r", "charge.refunded", 3, "{'id':'ch_1','amount':900,'amount_refunded':300}");
    for (List<StripeEvent> order :
        List.of(
            List.of(payment, dispute, refund),
            List.of(refund, dispute, payment, dispute),
            List.of(dispute, payment, refund, payment))) {
      Desk each = new Desk().deliver(order);
      assertThat(each.commands())
          .extracting(Command::id)
          .containsExactlyInAnyOrder(
              "pi_1", "pi_1:refund:" + 20 * MINUTE, "pi_1:dp_1:" + 60 * MINUTE);
      assertThat(each.waiting()).isEmpty();
    }
    assertThat(new Desk().deliver(dispute).waiting()).hasSize(1);
  }

  @Test
  void aRefundBeforeItsPaymentWaitsForIt() {
    desk.deliver(refunded("evt_r", 9, 450));
    assertThat(desk.commands()).isEmpty();
    assertThat(desk.waiting()).containsExactly("waiting/main/live/payment/pi_1");
    desk.deliver(paymentSucceeded(1));
    assertThat(desk.commands())
        .extracting(Command::id)
        .containsExactly("pi_1", "pi_1:refund:1800000000");
    assertThat(desk.waiting()).isEmpty();
  }

  @Test
  void aPartOfAMinuteIsRoundedDownWhenItIsTakenBack() {
    desk.deliver(paymentSucceeded(1), refunded("evt_r", 9, 1));
    assertThat(desk.verbs(Verb.Revoke.class).getFirst().target()).isEqualTo(4_000_000);
    Desk other = new Desk().deliver(paymentSucceeded(1), dispute("evt_d", "created", 9, "lost", 7));
    assertThat(other.verbs(Verb.Revoke.class).getFirst().target()).isEqualTo(60 * MINUTE * 7 / 900);
  }

  @Test
  void aWonDisputeGivesBackOnceAndAnInquiryTakesNothing() {
    desk.deliver(
        paymentSucceeded(1),
        dispute("evt_1", "created", 2, "warning_needs_response", 900),
        dispute("evt_2", "updated", 3, "needs_response", 900),
        dispute("evt_3", "closed", 4, "won", 900),
        dispute("evt_4", "funds_reinstated", 5, "won", 900),
        dispute("evt_2", "updated", 3, "needs_response", 900));
    assertThat(desk.verbs(Verb.Revoke.class))
        .extracting(Verb.Revoke::target, Verb.Revoke::restored)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(60 * MINUTE, false),
            org.assertj.core.groups.Tuple.tuple(0L, true));
  }

  @Test
  void aRefundOfASubscriptionsPaymentTakesBackItsMinutes() {
    desk.deliver(subscribed(1), invoiceOf2024("in_1", 1, "price_builder", 0));
    desk.deliver(
        event(
            "evt_r",
            "charge.refunded",
            9,
            "{'id':'ch_9','payment_intent':'pi_in_1','amount':1900,'amount_refunded':1900}"));
    assertThat(desk.verbs(Verb.Revoke.class).getFirst().grantId()).isEqualTo("il_in_1");
  }

  @Test
  void aRefundOfOneOfAnInvoicesPaymentsTakesBackItsPartOnly() {
    paidByTwo();
    desk.deliver(chargeRefunded("pi_a", 570, 570));
    assertThat(desk.verbs(Verb.Revoke.class))
        .extracting(Verb.Revoke::target)
        .containsExactly(72 * MINUTE);
  }

  @Test
  void equalRefundsOfAnInvoicesPaymentsAddUp() {
    paidByTwo();
    desk.deliver(chargeRefunded("pi_a", 950, 950), chargeRefunded("pi_b", 950, 950));
    assertThat(desk.commands())
        .extracting(Command::id)
        .containsExactly(
            "il_in_1",
            "il_in_1:refund:pi_a:" + 120 * MINUTE,
            "il_in_1:refund:pi_b:" + 120 * MINUTE);
    assertThat(desk.verbs(Verb.Revoke.class))
        .extracting(Verb.Revoke::cause)
        .containsExactly("refund:pi_a", "refund:pi_b");
  }

  @Test
  void theOnlyPaymentOfAnInvoiceKeepsTheIdsItAlwaysHad() {
    desk.deliver(
        subscribed(1),
        invoice("in_1", 1, "price_builder", 0),
        invoicePayment("pi_a"),
        chargeRefunded("pi_a", 1900, 950),
        chargeRefunded("pi_a", 1900, 1900));
    assertThat(desk.commands())
        .extracting(Command::id)
        .containsExactly(
            "il_in_1", "il_in_1:refund:" + 120 * MINUTE, "il_in_1:refund:" + 240 * MINUTE);
  }

  @Test
  void aPartIsTakenBackOnceWhenItsChargeTurnsOutToBeAPayments() {
    StripeEvent early =
        event("evt_e", "charge.refunded", 9, "{'id':'ch_a','amount':570,'amount_refunded':570}");
    StripeEvent paid =
        event(
            "evt_ip",
            "invoice_payment.paid",
            1,
            "{'id':'inpay_a','invoice':'in_1','payment':{'type':'charge','charge':'ch_a'}}");
    desk.deliver(subscribed(1), invoice("in_1", 1, "price_builder", 0), paid, early);
    desk.deliver(invoicePayment("pi_a"), chargeRefunded("pi_a", 570, 570));
    assertThat(desk.verbs(Verb.Revoke.class)).hasSize(1);
  }

  /** An invoice over 1900 that gives 240 minutes. */
  private void paidByTwo() {
    desk.deliver(
        subscribed(1),
        invoice("in_1", 1, "price_builder", 0),
        invoicePayment("pi_a"),
        invoicePayment("pi_b"));
  }

  @Test
  void theCurrentApiTellsInAnEventOfItsOwnWhichPaymentPaidAnInvoice() {
    desk.deliver(
        event(
            "evt_r",
            "charge.refunded",
            9,
            "{'id':'ch_9','payment_intent':'pi_7','amount':1900,'amount_refunded':950}"),
        subscribed(1),
        invoice("in_1", 1, "price_builder", 0));
    assertThat(desk.verbs(Verb.Revoke.class)).isEmpty();
    desk.deliver(
        event(
            "evt_ip",
            "invoice_payment.paid",
            1,
            "{'id':'inpay_1','invoice':'in_1','payment':{'type':'payment_intent','payment_intent':'pi_7'}}"));
    assertThat(desk.verbs(Verb.Revoke.class).getFirst().target()).isEqualTo(120 * MINUTE);
    assertThat(desk.waiting()).isEmpty();
  }
}
