package dev.weir.streams.stripe;

import static dev.weir.streams.stripe.StripeEvents.MINUTE;
import static dev.weir.streams.stripe.StripeEvents.dispute;
import static dev.weir.streams.stripe.StripeEvents.invoiceOf2024;
import static dev.weir.streams.stripe.StripeEvents.invoiceRefunded;
import static dev.weir.streams.stripe.StripeEvents.subscribed;
import static dev.weir.streams.stripe.StripeEvents.subscription;
import static dev.weir.streams.stripe.StripeOrders.bought;
import static dev.weir.streams.stripe.StripeOrders.end;
import static dev.weir.streams.stripe.StripeOrders.everyOrder;
import static dev.weir.streams.stripe.StripeOrders.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** F44: a subscription's periods, what rolls over between them and what disputes take of it. */
@DisplayName("F44 paid periods in any order")
class StripePeriodsOrderTest {
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

  /** The middle one of three periods is refunded by half before the last one is paid. */
  private static final List<StripeEvent> REFUNDED =
      List.of(
          subscribed(1),
          invoiceOf2024("in_1", 1, "price_pro", 0, 4),
          invoiceOf2024("in_2", 4 * 86_400, "price_builder", 4, 8),
          invoiceRefunded("pi_in_2", 5 * 86_400, 950),
          invoiceOf2024("in_3", 8 * 86_400, "price_builder", 8, 38));

  @Test
  void everyOrderOfARefundAndAWonDisputeOfOnePeriodKeepsWhatTheRefundLeft() {
    everyOrder(OVERLAP);
    assertThat(bought(end(OVERLAP))).isEqualTo((450 + 240) * MINUTE);
  }

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
}
