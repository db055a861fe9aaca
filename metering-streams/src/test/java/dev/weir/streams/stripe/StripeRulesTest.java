package dev.weir.streams.stripe;

import static dev.weir.streams.stripe.StripeEvents.DAY;
import static dev.weir.streams.stripe.StripeEvents.MINUTE;
import static dev.weir.streams.stripe.StripeEvents.T0;
import static dev.weir.streams.stripe.StripeEvents.checkoutCompleted;
import static dev.weir.streams.stripe.StripeEvents.event;
import static dev.weir.streams.stripe.StripeEvents.paymentSucceeded;
import static dev.weir.streams.stripe.StripeEvents.refunded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Command;
import dev.weir.accounting.Mode;
import dev.weir.accounting.Source;
import dev.weir.accounting.Verb;
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

  @Test
  void whatCannotBeReadOfMoneyIsSetAside() {
    desk.deliver(
        event("evt_1", "charge.refunded", 1, "{'id':'ch_1','amount':900}"),
        event("evt_2", "charge.refunded", 1, "{'id':'ch_1','amount':900,'amount_refunded':'9'}"),
        event(
            "evt_3",
            "charge.dispute.created",
            1,
            "{'id':'dp_1','charge':'ch_1','status':'needs_response','amount':'900'}"),
        event("evt_4", "charge.dispute.created", 1, "{'id':'dp_1','charge':'ch_1','amount':900}"),
        event("evt_5", "invoice_payment.paid", 1, "{'id':'inpay_1','payment':{}}"),
        event("evt_6", "invoice.paid", 1, "{'id':'in_1','customer':'cus_1','lines':{}}"),
        event(
            "evt_7",
            "invoice.paid",
            1,
            "{'id':'in_1','customer':'cus_1','amount_paid':'19','lines':{'data':[]}}"),
        event(
            "evt_8",
            "customer.subscription.updated",
            1,
            "{'id':'sub_1','customer':'cus_1','status':'active','items':{'data':[]}}"),
        event("evt_9", "charge.refunded", 1, "{'id':'ch_1','amount':900,'amount_refunded':-1}"),
        event(
            "evt_10",
            "payment_intent.succeeded",
            1,
            "{'id':'pi_9','amount':'x','metadata':{'userId':'u1','minutesPurchased':'60'}}"),
        event(
            "evt_11",
            "checkout.session.completed",
            1,
            "{'id':'cs_9','mode':'payment','payment_status':'paid','amount_total':5.5,"
                + "'metadata':{'userId':'u1','minutesPurchased':'60'}}"),
        event(
            "evt_12",
            "invoice.paid",
            1,
            "{'id':'in_2','customer':'cus_1','amount_paid':19,'lines':{'data':[]}}"));
    assertThat(desk.refusals())
        .containsExactly(
            "charge_unreadable",
            "charge_unreadable",
            "dispute_unreadable",
            "dispute_unreadable",
            "invoice_payment_unreadable",
            "invoice_unreadable",
            "invoice_unreadable",
            "subscription_unreadable",
            "charge_unreadable",
            "payment_unreadable",
            "payment_unreadable",
            "invoice_unreadable");
    assertThat(desk.commands()).isEmpty();
  }

  @Test
  void aUserWhoCanBeNoneIsCalledSo() {
    desk.deliver(
        event(
            "evt_1",
            "payment_intent.succeeded",
            1,
            "{'id':'pi_9','amount':900,'metadata':{'userId':'a b','minutesPurchased':'60'}}"));
    assertThat(desk.refusals()).containsExactly("user_invalid");
  }

  @Test
  void textThatARowCannotHoldIsMadeStorableBeforeItIsWritten() {
    desk.deliver(
        event(
            "evt_1",
            "payment_intent.succeeded",
            1,
            "{'id':'pi_9','amount':900,'metadata':{'userId':'u1','minutesPurchased':'60',"
                + "'packageName':'mi\\u0000ni\\ud800'}}"));
    assertThat(desk.commands().getFirst().verb().note().reason()).isEqualTo("package mi\ufffdni?");
  }

  @Test
  void aSessionIsPaidWhenItSaysSo() {
    String session =
        "{'id':'cs_%s','mode':'payment','payment_status':'%s','amount_total':900,"
            + "'metadata':{'userId':'u1','minutesPurchased':'60'}}";
    for (String status : List.of("paid", "unpaid", "no_payment_required", "other")) {
      desk.deliver(
          event(status, "checkout.session.completed", 1, session.formatted(status, status)));
    }
    assertThat(desk.commands())
        .extracting(Command::id)
        .containsExactly("cs_paid", "cs_no_payment_required");
  }
}
