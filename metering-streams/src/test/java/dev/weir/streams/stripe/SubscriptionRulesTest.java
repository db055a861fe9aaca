package dev.weir.streams.stripe;

import static dev.weir.streams.stripe.StripeEvents.BUILDER;
import static dev.weir.streams.stripe.StripeEvents.DAY;
import static dev.weir.streams.stripe.StripeEvents.FREE;
import static dev.weir.streams.stripe.StripeEvents.MINUTE;
import static dev.weir.streams.stripe.StripeEvents.PRO;
import static dev.weir.streams.stripe.StripeEvents.T0;
import static dev.weir.streams.stripe.StripeEvents.event;
import static dev.weir.streams.stripe.StripeEvents.invoice;
import static dev.weir.streams.stripe.StripeEvents.invoiceOf2024;
import static dev.weir.streams.stripe.StripeEvents.priced;
import static dev.weir.streams.stripe.StripeEvents.subscribed;
import static dev.weir.streams.stripe.StripeEvents.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.Command;
import dev.weir.accounting.PlanTerms;
import dev.weir.accounting.Verb;
import dev.weir.streams.stripe.CatalogFacts.PriceFacts;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriptionRulesTest {
  private final Desk desk = new Desk();

  @Test
  void bothShapesOfAnInvoiceRenewWithTheMinutesOfOurCatalog() {
    desk.deliver(
        subscribed(1),
        invoice("in_1", 1, "price_builder", 0),
        invoiceOf2024("in_2", 99, "price_pro", 30));
    List<Verb.Renew> renewals = desk.verbs(Verb.Renew.class);
    assertThat(renewals).extracting(Verb.Renew::amount).containsExactly(240 * MINUTE, 900 * MINUTE);
    assertThat(renewals).extracting(Verb.Renew::plan).containsExactly(BUILDER, PRO);
    assertThat(renewals.getFirst().periodStart()).isEqualTo(T0);
    assertThat(renewals.getFirst().periodEnd()).isEqualTo(T0 + 30 * DAY);
    assertThat(desk.commands()).extracting(Command::id).containsExactly("il_in_1", "il_in_2");
  }

  @Test
  void anInvoiceAloneMakesThePlanActive() {
    desk.deliver(subscribed(1), invoice("in_1", 1, "price_builder", 0));
    assertThat(desk.verbs(Verb.Renew.class).getFirst().status()).isEqualTo("active");
    assertThat(desk.verbs(Verb.ChangePlan.class)).isEmpty();
  }

  @Test
  void aProrationRenewsNothing() {
    StripeEvent whole = invoice("in_1", 1, "price_pro", 0);
    String proration =
        whole.object().toString().replace("\"proration\":false", "\"proration\":true");
    desk.deliver(subscribed(1), event("evt_p", "invoice.paid", 1, proration));
    assertThat(desk.commands()).isEmpty();
  }

  @Test
  void aPriceThatNoPlanHasIsRefusedUntilItIsKnown() {
    StripeEvent event = invoice("in_1", 1, "price_new", 0);
    desk.deliver(subscribed(1), event);
    assertThat(desk.commands()).isEmpty();
    assertThat(desk.refusals()).containsExactly("unknown_price");
    assertThat(desk.waiting()).hasSize(1);
    PriceFacts known = new PriceFacts("sheen", "price_new", PRO, 600 * MINUTE, "2026-12-01");
    desk.deliver(priced(known, event));
    assertThat(desk.verbs(Verb.Renew.class)).hasSize(1);
    assertThat(desk.waiting()).isEmpty();
  }

  @Test
  void eventsOfAnUnlinkedCustomerWaitAndAreTakenInTheirOrder() {
    desk.deliver(
        subscription("deleted", 99, "price_builder", "canceled"),
        invoice("in_2", 50, "price_builder", 30),
        invoice("in_1", 1, "price_builder", 0),
        invoice("in_2", 50, "price_builder", 30));
    assertThat(desk.commands()).isEmpty();
    assertThat(desk.waiting()).containsExactly("waiting/main/live/customer/cus_1");
    desk.deliver(subscribed(1));
    assertThat(desk.commands())
        .extracting(Command::id)
        .containsExactly("il_in_1", "il_in_2", "plan:evt_sub_deleted99");
    assertThat(desk.waiting()).isEmpty();
    assertThat(desk.steps.getLast().links()).extracting(Link::customer).containsExactly("cus_1");
  }

  @Test
  void theEndOfAnOldSubscriptionLeavesTheNewOnesPlan() {
    StripeEvent next = subscription("created", 10, "price_pro", "active");
    desk.deliver(
        subscribed(1),
        subscription("created", 1, "price_builder", "active"),
        event("evt_n", next.type(), 10, next.object().toString().replace("sub_1", "sub_2")),
        subscription("deleted", 20, "price_builder", "canceled"));
    Verb.ChangePlan last = desk.verbs(Verb.ChangePlan.class).getLast();
    assertThat(last.plan()).isEqualTo(PRO);
    assertThat(last.status()).isEqualTo("active");
  }

  @Test
  void aDebtPaidAfterTheEndDoesNotBringThePlanBack() {
    desk.deliver(
        subscribed(1),
        subscription("deleted", 5 * 86_400, "price_builder", "canceled"),
        invoice("in_1", 6 * 86_400, "price_builder", -30));
    assertThat(desk.verbs(Verb.Renew.class)).hasSize(1);
    Verb.ChangePlan last = desk.verbs(Verb.ChangePlan.class).getLast();
    assertThat(last.plan()).isEqualTo(FREE);
    assertThat(desk.verbs(Verb.Renew.class).getFirst().stamp()).isLessThan(last.stamp());
  }

  /** R15: whoever has the plan keeps its terms, so there is nothing to tell. */
  @Test
  void aNewCatalogMovesNobodyWhoHasThePlanAlready() {
    PlanTerms worse = new PlanTerms("builder", 0, 0, 0);
    PriceFacts now = new PriceFacts("sheen", "price_builder", worse, 240 * MINUTE, "2026-12-01");
    House house = new House();
    house.deliver(
        subscribed(1),
        invoice("in_1", 1, "price_builder", 0),
        priced(now, subscription("updated", 5, "price_builder", "active")));
    assertThat(house.verbs(Verb.ChangePlan.class)).isEmpty();
    house.deliver(priced(now, invoice("in_2", 86_400, "price_builder", 30)));
    assertThat(house.u1().plan()).isEqualTo(BUILDER);
    assertThat(house.u1().buckets().find("rollover/il_in_1").remaining()).isEqualTo(240 * MINUTE);
    house.deliver(
        priced(now, subscription("deleted", 86_401, "price_builder", "canceled")),
        priced(now, subscription("created", 86_402, "price_builder", "active")));
    assertThat(house.u1().plan()).isEqualTo(worse);
    house.nothingWasRefused();
  }

  @Test
  void anInvoiceOfTwoPlansCostsEachItsShare() {
    String line =
        "{'id':'il_%s','amount':%d,'type':'subscription','period':{'start':1,'end':2},"
            + "'price':{'id':'price_%s'}}";
    desk.deliver(
        subscribed(1),
        event(
            "evt_in",
            "invoice.paid",
            1,
            "{'id':'in_1','customer':'cus_1','amount_paid':1000,'lines':{'data':["
                + line.formatted("a", 1000, "builder")
                + ","
                + line.formatted("b", 2000, "pro")
                + ","
                + "{'id':'il_c','amount':100,'type':'subscription'}"
                + "]}}"));
    assertThat(desk.verbs(Verb.Renew.class))
        .extracting(renew -> renew.note().metadata())
        .satisfiesExactly(
            pro -> assertThat(pro).contains("\"paid\":667,"),
            builder -> assertThat(builder).contains("\"paid\":333,"));
    assertThat(desk.refusals()).containsExactly("unknown_price");
  }

  @Test
  void aLineWithoutAPeriodIsSetAsideAndTakenOnceItHasOne() {
    desk.deliver(subscribed(1), invoiceOf2024("in_1", 1, "price_builder", 9, 9));
    assertThat(desk.refusals()).containsExactly("period_invalid");
    assertThat(desk.commands()).isEmpty();
    desk.deliver(invoiceOf2024("in_1", 1, "price_builder", 9, 39));
    assertThat(desk.verbs(Verb.Renew.class)).hasSize(1);
    assertThat(desk.waiting()).isEmpty();
  }
}
