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
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.Account;
import dev.weir.accounting.Bucket;
import dev.weir.accounting.Command;
import dev.weir.accounting.Note;
import dev.weir.accounting.Policy;
import dev.weir.accounting.Source;
import dev.weir.accounting.Verb;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** F44: the events of one lifecycle, in every order and with repeats, end in the same balance. */
@DisplayName("F44 Stripe's events in any order")
class StripeOrderTest {
  private static final long SEED = Long.getLong("weir.seed", 44);
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

  /** Three periods, all but the last one over; the plan went up with the last one. */
  private static final List<StripeEvent> THREE =
      List.of(
          subscribed(1),
          invoiceOf2024("in_1", 1, "price_builder", 0, 4),
          invoiceOf2024("in_2", 4 * 86_400, "price_builder", 4, 8),
          invoiceOf2024("in_3", 8 * 86_400, "price_pro", 8, 38));

  /** The same, and the plan went down with the last one. */
  private static final List<StripeEvent> DOWN =
      List.of(
          subscribed(1),
          invoiceOf2024("in_1", 1, "price_pro", 0, 4),
          invoiceOf2024("in_2", 4 * 86_400, "price_pro", 4, 8),
          invoiceOf2024("in_3", 8 * 86_400, "price_builder", 8, 38));

  /** Two periods, the plan changed after the second without a paid period of it. */
  private static final List<StripeEvent> RAISED =
      List.of(
          subscribed(1),
          invoiceOf2024("in_1", 1, "price_pro", 0, 4),
          invoiceOf2024("in_2", 4 * 86_400, "price_builder", 4, 34),
          subscription("updated", 5 * 86_400, "price_pro", "active"));

  /** A period that is disputed while the next one begins, and the dispute is won. */
  private static final List<StripeEvent> ACROSS =
      List.of(
          subscribed(1),
          invoiceOf2024("in_1", 1, "price_builder", 0, 4),
          dispute("evt_dp1", "pi_in_1", "created", 2 * 86_400, "needs_response", 1900),
          invoiceOf2024("in_2", 4 * 86_400, "price_builder", 4, 34),
          dispute("evt_dp2", "pi_in_1", "closed", 6 * 86_400, "won", 1900));

  /** Half of a period is refunded, all of it disputed, and the dispute won; the plan goes down. */
  private static final List<StripeEvent> OVERLAP =
      List.of(
          subscribed(1),
          invoiceOf2024("in_1", 1, "price_pro", 0, 4),
          invoiceRefunded("pi_in_1", 86_400, 950),
          dispute("evt_dp1", "pi_in_1", "created", 2 * 86_400, "needs_response", 1900),
          invoiceOf2024("in_2", 4 * 86_400, "price_builder", 4, 34),
          dispute("evt_dp2", "pi_in_1", "closed", 6 * 86_400, "won", 1900));

  @Test
  void everyOrderOfARefundAndAWonDisputeOfOnePeriodKeepsWhatTheRefundLeft() {
    everyOrder(OVERLAP);
    assertThat(bought(end(OVERLAP))).isEqualTo((450 + 240) * MINUTE);
  }

  /** The middle one of three periods is refunded by half before the last one is paid. */
  private static final List<StripeEvent> REFUNDED =
      List.of(
          subscribed(1),
          invoiceOf2024("in_1", 1, "price_pro", 0, 4),
          invoiceOf2024("in_2", 4 * 86_400, "price_builder", 4, 8),
          invoiceRefunded("pi_in_2", 5 * 86_400, 950),
          invoiceOf2024("in_3", 8 * 86_400, "price_builder", 8, 38));

  @Test
  void anOlderInvoiceFillsTheRoomThatARefundOfItsSuccessorLeft() {
    List<StripeEvent> late = new ArrayList<>(REFUNDED);
    late.add(late.remove(1));
    assertThat(bought(end(REFUNDED))).isEqualTo((600 + 240) * MINUTE);
    assertThat(text(end(late))).isEqualTo(text(end(REFUNDED)));
  }

  @Test
  void everyOrderOfThreePeriodsRollsEachOverIntoTheNext() {
    everyOrder(THREE);
    assertThat(bought(end(THREE))).isEqualTo((240 + 240 + 900) * MINUTE);
  }

  @Test
  void everyOrderOfThreePeriodsKeepsToTheCapsThatWereInForce() {
    everyOrder(DOWN);
    assertThat(bought(end(DOWN))).isEqualTo((900 + 240) * MINUTE);
  }

  @Test
  void everyOrderOfALateRenewalKeepsToTheCapOfThePeriodThatFollowedIt() {
    everyOrder(RAISED);
    assertThat(bought(end(RAISED))).isEqualTo((600 + 240) * MINUTE);
  }

  @Test
  void everyOrderOfADisputeThatIsWonAfterTheNextPeriodBeganKeepsTheRest() {
    everyOrder(ACROSS);
    assertThat(bought(end(ACROSS))).isEqualTo((240 + 240) * MINUTE);
  }

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
      Random random = new Random(SEED);
      for (int round = 0; round < ROUNDS; round++) {
        List<StripeEvent> order = withRepeats(all, random);
        assertThat(text(run(order, spentBefore)))
            .as("seed %d, round %d: %s", SEED, round, ids(order))
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

  private static void everyOrder(List<StripeEvent> events) {
    String expected = text(end(events));
    Random random = new Random(SEED);
    permute(
        new ArrayList<>(events),
        0,
        order -> {
          assertThat(text(end(order))).as(ids(order).toString()).isEqualTo(expected);
          List<StripeEvent> repeated = withRepeats(order, random);
          assertThat(text(end(repeated))).as(ids(repeated).toString()).isEqualTo(expected);
        });
  }

  private static void permute(
      List<StripeEvent> events, int from, Consumer<List<StripeEvent>> each) {
    if (from == events.size()) {
      each.accept(List.copyOf(events));
      return;
    }
    for (int i = from; i < events.size(); i++) {
      Collections.swap(events, from, i);
      permute(events, from + 1, each);
      Collections.swap(events, from, i);
    }
  }

  private static List<StripeEvent> withRepeats(List<StripeEvent> events, Random random) {
    List<StripeEvent> order = new ArrayList<>(events);
    Collections.shuffle(order, random);
    for (StripeEvent event : events) {
      for (int more = random.nextInt(3); more > 0; more--) {
        order.add(random.nextInt(order.size() + 1), event);
      }
    }
    return order;
  }

  private static House end(List<StripeEvent> order) {
    return run(order, false);
  }

  /** With something spent before any of it came, so that what is taken back can become debt. */
  private static House run(List<StripeEvent> order, boolean spentBefore) {
    House house = new House();
    if (spentBefore) {
      house.sent(
          new Command(
              House.U1,
              "spent",
              StripeEvents.T0,
              StripeEvents.CATALOG.tenants().getFirst().opening(),
              new Verb.Charge(7 * MINUTE, Policy.OVERDRAFT, 60 * MINUTE, null, 0, Note.NONE)));
    }
    house.deliver(order);
    house.nothingWasRefused();
    assertThat(house.waiting()).as("nothing is left waiting").isEmpty();
    return house;
  }

  /**
   * All that a user can see or spend; not when which entry was written, nor how much of what rolled
   * over under one cap came from which period.
   */
  private static String text(House house) {
    Account account = house.u1();
    List<String> buckets = new ArrayList<>();
    Map<Long, Long> rolledOver = new TreeMap<>();
    for (Bucket bucket : account.buckets().live()) {
      if (bucket.source() == Source.ROLLOVER) {
        rolledOver.merge(bucket.expiresAt(), bucket.remaining(), Long::sum);
      } else {
        buckets.add((bucket.id()) + " " + bucket.remaining() + " " + bucket.expiresAt());
      }
    }
    buckets.sort(Comparator.naturalOrder());
    return account.plan()
        + " "
        + account.subscription().status()
        + " until "
        + account.subscription().periodEnd()
        + " owes "
        + account.debt()
        + " has "
        + buckets
        + " and "
        + rolledOver;
  }

  /** Without the day's bonus. */
  private static long bought(House house) {
    return house.u1().buckets().live().stream()
        .filter(bucket -> bucket.source() != Source.DAILY)
        .mapToLong(Bucket::remaining)
        .sum();
  }

  private static List<String> ids(List<StripeEvent> order) {
    return order.stream().map(StripeEvent::id).toList();
  }
}
