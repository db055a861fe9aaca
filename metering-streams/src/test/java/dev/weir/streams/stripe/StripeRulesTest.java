package dev.weir.streams.stripe;

import static dev.weir.streams.stripe.StripeEvents.BUILDER;
import static dev.weir.streams.stripe.StripeEvents.DAY;
import static dev.weir.streams.stripe.StripeEvents.FREE;
import static dev.weir.streams.stripe.StripeEvents.MINUTE;
import static dev.weir.streams.stripe.StripeEvents.PRO;
import static dev.weir.streams.stripe.StripeEvents.T0;
import static dev.weir.streams.stripe.StripeEvents.checkoutCompleted;
import static dev.weir.streams.stripe.StripeEvents.event;
import static dev.weir.streams.stripe.StripeEvents.invoice;
import static dev.weir.streams.stripe.StripeEvents.invoiceOf2024;
import static dev.weir.streams.stripe.StripeEvents.paymentSucceeded;
import static dev.weir.streams.stripe.StripeEvents.refunded;
import static dev.weir.streams.stripe.StripeEvents.subscribed;
import static dev.weir.streams.stripe.StripeEvents.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Command;
import dev.weir.accounting.Mode;
import dev.weir.accounting.PlanTerms;
import dev.weir.accounting.Source;
import dev.weir.accounting.Verb;
import dev.weir.streams.stripe.CatalogFacts.PriceFacts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StripeRulesTest {
  private final Desk desk = new Desk();

  @Test
  void aPaymentGrantsItsMinutesUnderThePaymentsOwnId() {
    desk.deliver(paymentSucceeded(1));
    Command command = desk.commands().getFirst();
    assertThat(command.id()).isEqualTo("pi_1");
    assertThat(command.account()).isEqualTo(new AccountKey("sheen", Mode.LIVE, "u1"));
    assertThat(command.opening()).isNotNull();
    Verb.Grant grant = (Verb.Grant) command.verb();
    assertThat(grant.source()).isEqualTo(Source.PACKAGE);
    assertThat(grant.amount()).isEqualTo(60 * MINUTE);
    assertThat(grant.note().metadata())
        .isEqualTo(
            "{\"currency\":\"usd\",\"customer\":\"cus_1\",\"minutes\":\"60\",\"package\":\"mini\","
                + "\"paid\":900,\"payment\":\"pi_1\"}");
  }

  @Test
  void theSessionAndThePaymentGrantOnceWhicheverComesFirst() {
    desk.deliver(checkoutCompleted(1), paymentSucceeded(1), checkoutCompleted(1));
    assertThat(desk.verbs(Verb.Grant.class)).hasSize(1);
    Desk other = new Desk().deliver(paymentSucceeded(1), checkoutCompleted(1));
    assertThat(other.commands()).isEqualTo(desk.commands());
  }

  @Test
  void anotherEventAboutTheSamePaymentGrantsNothing() {
    desk.deliver(paymentSucceeded(1));
    StripeEvent again = paymentSucceeded(99);
    desk.deliver(event("evt_other", again.type(), 99, again.object().toString()));
    assertThat(desk.commands()).hasSize(1);
  }

  @Test
  void aSessionThatIsNotPaidYetGrantsWhenTheMoneyHasCome() {
    String session =
        "{'id':'cs_1','mode':'payment','payment_status':'unpaid','payment_intent':'pi_9',"
            + "'amount_total':900,'metadata':{'userId':'u1','minutesPurchased':'60'}}";
    desk.deliver(event("evt_1", "checkout.session.completed", 1, session));
    assertThat(desk.commands()).isEmpty();
    desk.deliver(event("evt_2", "checkout.session.async_payment_succeeded", 2, session));
    assertThat(desk.commands()).extracting(Command::id).containsExactly("pi_9");
  }

  @Test
  void aSessionWithoutAPaymentGrantsUnderItsOwnId() {
    desk.deliver(
        event(
            "evt_1",
            "checkout.session.completed",
            1,
            "{'id':'cs_1','mode':'payment','payment_status':'paid','customer':null,"
                + "'metadata':{'userId':'u1','minutesPurchased':'60'}}"));
    assertThat(desk.commands()).extracting(Command::id).containsExactly("cs_1");
  }

  @Test
  void theTenantIsInTheMetadataAndMustBeOneThatThisStripeAccountServes() {
    String intent =
        "{'id':'pi_%s','amount':1,'metadata':{'userId':'u','minutesPurchased':'1','tenant':'%s'}}";
    desk.deliver(event("evt_1", "payment_intent.succeeded", 1, intent.formatted("1", "dream")));
    desk.deliver(event("evt_2", "payment_intent.succeeded", 1, intent.formatted("2", "else")));
    assertThat(desk.commands())
        .extracting(each -> each.account().tenant())
        .containsExactly("dream");
    assertThat(desk.refusals()).containsExactly("unknown_tenant");
  }

  @Test
  void minutesThatAreNoNumberAreRefusedAndWaitForSomebody() {
    for (String minutes : List.of("", "-5", "1e9", "NaN", "0", "12345678901")) {
      Desk each = new Desk();
      each.deliver(
          event(
              "evt_1",
              "payment_intent.succeeded",
              1,
              "{'id':'pi_1','amount':1,'metadata':{'userId':'u','packageName':'mini','minutesPurchased':'"
                  + minutes
                  + "'}}"));
      assertThat(each.commands()).as(minutes).isEmpty();
      assertThat(each.refusals()).as(minutes).hasSize(1);
      assertThat(each.waiting()).as(minutes).hasSize(1);
    }
  }

  @Test
  void aTestEventIsForTheTestAccountAndLivesInTheTenantsOwnTime() {
    StripeEvent live = paymentSucceeded(1);
    long then = T0 + 400 * DAY;
    desk.deliver(
        new StripeEvent(
            live.id(),
            live.type(),
            "main",
            "sheen",
            false,
            live.created(),
            T0,
            T0,
            Map.of("sheen", then),
            null,
            live.facts(),
            live.object()));
    assertThat(desk.commands().getFirst().account().mode()).isEqualTo(Mode.TEST);
    assertThat(desk.commands().getFirst().time()).isEqualTo(then);
  }

  @Test
  void bothShapesOfAnInvoiceRenewWithTheMinutesOfOurCatalog() {
    desk.deliver(
        subscribed(1),
        invoice("in_1", 1, "price_builder", 0),
        invoiceOf2024("in_2", 99, "price_pro", 30));
    List<Verb.Renew> renewals = desk.verbs(Verb.Renew.class);
    assertThat(renewals).extracting(Verb.Renew::amount).containsExactly(240 * MINUTE, 600 * MINUTE);
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
    desk.deliver(
        new StripeEvent(
            event.id(),
            event.type(),
            "main",
            "sheen",
            true,
            event.created(),
            T0,
            T0,
            Map.of(),
            null,
            new CatalogFacts(event.facts().tenants(), List.of(known)),
            event.object()));
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
    House house = new House();
    house.deliver(
        subscribed(1),
        invoice("in_1", 1, "price_builder", 0),
        withBuilder(worse, subscription("updated", 5, "price_builder", "active")));
    assertThat(house.verbs(Verb.ChangePlan.class)).isEmpty();
    house.deliver(withBuilder(worse, invoice("in_2", 86_400, "price_builder", 30)));
    assertThat(house.u1().plan()).isEqualTo(BUILDER);
    assertThat(house.u1().buckets().find("rollover/il_in_1").remaining()).isEqualTo(240 * MINUTE);
    house.deliver(
        withBuilder(worse, subscription("deleted", 86_401, "price_builder", "canceled")),
        withBuilder(worse, subscription("created", 86_402, "price_builder", "active")));
    assertThat(house.u1().plan()).isEqualTo(worse);
    house.nothingWasRefused();
  }

  private static StripeEvent withBuilder(PlanTerms terms, StripeEvent event) {
    PriceFacts price = new PriceFacts("sheen", "price_builder", terms, 240 * MINUTE, "2026-12-01");
    return new StripeEvent(
        event.id(),
        event.type(),
        "main",
        "sheen",
        true,
        event.created(),
        T0,
        T0,
        Map.of(),
        null,
        new CatalogFacts(event.facts().tenants(), List.of(price)),
        event.object());
  }

  @Test
  void anApiVersionThatNobodyKnowsIsNotReadButNotForgotten() {
    StripeEvent event = paymentSucceeded(1);
    desk.deliver(
        new StripeEvent(
            event.id(),
            event.type(),
            "main",
            "sheen",
            true,
            event.created(),
            T0,
            T0,
            Map.of(),
            "2099-01-01.zebra",
            event.facts(),
            event.object()));
    assertThat(desk.commands()).isEmpty();
    assertThat(desk.refusals()).containsExactly("unknown_api_version");
    assertThat(desk.waiting()).containsExactly("waiting/main/live/event/evt_pi");
    desk.deliver(event);
    assertThat(desk.waiting()).isEmpty();
  }

  @Test
  void anyOtherEventDoesNothing() {
    desk.deliver(event("evt_x", "customer.updated", 1, "{'id':'cus_1'}"));
    assertThat(desk.commands()).isEmpty();
    assertThat(desk.refusals()).isEmpty();
    assertThat(desk.waiting()).isEmpty();
  }

  @Test
  void whatOneStripeAccountSaysIsNothingToAnother() {
    StripeEvent refund = refunded("evt_r", 9, 900);
    desk.deliver(
        new StripeEvent(
            refund.id(),
            refund.type(),
            "other",
            "dream",
            true,
            refund.created(),
            T0,
            T0,
            Map.of(),
            null,
            refund.facts(),
            refund.object()),
        paymentSucceeded(1));
    assertThat(desk.verbs(Verb.Revoke.class)).isEmpty();
  }
}
