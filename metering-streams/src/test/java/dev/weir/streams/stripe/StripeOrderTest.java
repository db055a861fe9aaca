package dev.weir.streams.stripe;

import static dev.weir.streams.stripe.StripeEvents.BUILDER;
import static dev.weir.streams.stripe.StripeEvents.MINUTE;
import static dev.weir.streams.stripe.StripeEvents.chargeRefunded;
import static dev.weir.streams.stripe.StripeEvents.checkoutCompleted;
import static dev.weir.streams.stripe.StripeEvents.dispute;
import static dev.weir.streams.stripe.StripeEvents.invoice;
import static dev.weir.streams.stripe.StripeEvents.invoiceOf2024;
import static dev.weir.streams.stripe.StripeEvents.invoicePayment;
import static dev.weir.streams.stripe.StripeEvents.invoiceRefunded;
import static dev.weir.streams.stripe.StripeEvents.paymentSucceeded;
import static dev.weir.streams.stripe.StripeEvents.refunded;
import static dev.weir.streams.stripe.StripeEvents.subscribed;
import static dev.weir.streams.stripe.StripeEvents.subscription;
import static dev.weir.streams.stripe.StripeOrders.bought;
import static dev.weir.streams.stripe.StripeOrders.end;
import static dev.weir.streams.stripe.StripeOrders.everyOrder;
import static dev.weir.streams.stripe.StripeOrders.ids;
import static dev.weir.streams.stripe.StripeOrders.run;
import static dev.weir.streams.stripe.StripeOrders.text;
import static dev.weir.streams.stripe.StripeOrders.withRepeats;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** F44: the events of one lifecycle, in every order and with repeats, end in the same balance. */
@DisplayName("F44 Stripe's events in any order")
class StripeOrderTest {
  private static final int ROUNDS = Integer.getInteger("weir.orders", 400);

  /** A payment, half of it refunded, disputed, and the dispute won. */
  private static final List<StripeEvent> WON =
      List.of(
          checkoutCompleted(1),
          paymentSucceeded(1),
          refunded("evt_half", 50, 450),
          dispute("evt_dp1", "created", 60, "needs_response", 450),
          dispute("evt_dp2", "closed", 90, "won", 450));

  /** The same with all of it refunded in the end, and the dispute lost. */
  private static final List<StripeEvent> LOST =
      List.of(
          checkoutCompleted(1),
          paymentSucceeded(1),
          refunded("evt_third", 50, 300),
          refunded("evt_all", 55, 900),
          dispute("evt_dp1", "created", 60, "needs_response", 300),
          dispute("evt_dp2", "closed", 90, "lost", 300));

  /** Two paid periods of a subscription, which is then changed and ended. */
  private static final List<StripeEvent> ENDED =
      List.of(
          subscribed(1),
          subscription("created", 1, "price_builder", "incomplete"),
          invoice("in_1", 1, "price_builder", 0),
          subscription("updated", 2, "price_builder", "active"),
          invoiceOf2024("in_2", 30 * 86_400, "price_builder", 9),
          subscription("deleted", 40 * 86_400, "price_builder", "canceled"));

  /** The same without the end. */
  private static final List<StripeEvent> RUNNING = ENDED.subList(0, 5);

  /** An invoice over 1900 that two payments paid: all of one is refunded, half of the other. */
  private static final List<StripeEvent> SPLIT =
      List.of(
          subscribed(1),
          invoice("in_1", 1, "price_builder", 0),
          invoicePayment("pi_a"),
          invoicePayment("pi_b"),
          chargeRefunded("pi_a", 570, 570),
          chargeRefunded("pi_b", 1330, 665));

  @Test
  void everyOrderOfAnInvoicesTwoPaymentsTakesBackWhatBothRefundsComeTo() {
    everyOrder(SPLIT);
    assertThat(bought(end(SPLIT))).isEqualTo(84 * MINUTE);
  }

  @Test
  void everyOrderOfAPaymentAndItsWonDisputeLeavesTheRefundOnly() {
    everyOrder(WON);
    assertThat(bought(end(WON))).isEqualTo(30 * MINUTE);
  }

  @Test
  void everyOrderOfAPaymentThatWasTakenBackWhollyLeavesNothing() {
    everyOrder(LOST);
    assertThat(bought(end(LOST))).isZero();
  }

  @Test
  void everyOrderOfTwoPeriodsKeepsBothAndThePlan() {
    everyOrder(RUNNING);
    Account account = end(RUNNING).u1();
    assertThat(account.plan()).isEqualTo(BUILDER);
    assertThat(account.subscription().status()).isEqualTo("active");
  }

  @Test
  void everyOrderOfASubscriptionThatEndedKeepsWhatWasPaidFor() {
    everyOrder(ENDED);
    Account account = end(ENDED).u1();
    assertThat(account.plan().key()).isEqualTo("free");
    assertThat(account.subscription().status()).isEqualTo("canceled");
  }

  @Test
  void manyOrdersOfAllOfItWithRepeatsEndAlike() {
    List<StripeEvent> all = new ArrayList<>(LOST);
    all.addAll(ENDED);
    all.add(subscription("updated", 29 * 86_400, "price_pro", "active"));
    all.add(invoiceOf2024("in_3", 31 * 86_400, "price_pro", 19));
    all.add(invoiceRefunded("pi_in_3", 32 * 86_400, 950));
    for (boolean spentBefore : new boolean[] {false, true}) {
      String expected = text(run(all, spentBefore));
      Random random = new Random(StripeOrders.SEED);
      for (int round = 0; round < ROUNDS; round++) {
        List<StripeEvent> order = withRepeats(all, random);
        assertThat(text(run(order, spentBefore)))
            .as("seed %d, round %d: %s", StripeOrders.SEED, round, ids(order))
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void allOfItAgainChangesNothing() {
    List<StripeEvent> all = new ArrayList<>(WON);
    all.addAll(ENDED);
    House house = end(all);
    long entries = house.ledger.size();
    int commands = house.commands().size();
    house.deliver(all);
    assertThat(house.ledger).hasSize((int) entries);
    assertThat(house.commands()).hasSize(commands);
  }
}
