package dev.weir.streams.stripe;

import static dev.weir.streams.stripe.StripeEvents.event;
import static dev.weir.streams.stripe.StripeEvents.subscribed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.Verb;
import org.junit.jupiter.api.Test;

/** What is larger than anything of Stripe's stops nothing and costs nobody a purchase. */
class StripeSizesTest {
  private final Desk desk = new Desk();

  @Test
  void whatWaitsForACustomerNeverOutgrowsItsPlaceInTheStore() {
    String filler = "x".repeat(600 << 10);
    for (int i = 1; i <= 5; i++) {
      String invoice = "{'id':'in_" + i + "','customer':'cus_1','lines':{'data':[]},'footer':'";
      desk.deliver(event("evt_" + i, "invoice.paid", i, invoice + filler + "'}"));
    }
    assertThat(desk.refusals()).containsExactly("too_many_parked", "too_many_parked");
    assertThat(desk.state.get("main/live/customer/cus_1"))
        .hasSizeBetween(3 * filler.length(), StripeRules.PARKED_BYTES);
    desk.deliver(subscribed(9));
    assertThat(desk.waiting())
        .containsExactly("waiting/main/live/event/evt_4", "waiting/main/live/event/evt_5");
  }

  @Test
  void whatCannotBeAnIdOfStripesIsNotKept() {
    String subscription = "{'id':'" + "9".repeat(60_000) + "','metadata':{'userId':'u1'}}";
    desk.deliver(event("evt_1", "customer.subscription.deleted", 1, subscription));
    desk.deliver(event("evt_2", "customer.subscription.deleted", 2, subscription));
    assertThat(desk.refusals())
        .containsExactly("subscription_unreadable", "subscription_unreadable");
  }

  @Test
  void aNameThatNoEntryHasRoomForIsCutAndThePurchaseCounts() {
    House house = new House();
    house.deliver(
        event(
            "evt_1",
            "payment_intent.succeeded",
            1,
            "{'id':'pi_1','amount':1,'metadata':{'userId':'u1','minutesPurchased':'1',"
                + "'topUp':'"
                + "ü".repeat(600 << 10)
                + "','packageName':'"
                + "😀".repeat(300 << 10)
                + "'}}"));
    house.nothingWasRefused();
    assertThat(house.verbs(Verb.Grant.class).getFirst().note().reason())
        .isEqualTo("package " + "😀".repeat(250));
  }
}
