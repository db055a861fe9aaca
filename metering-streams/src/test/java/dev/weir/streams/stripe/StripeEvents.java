package dev.weir.streams.stripe;

import dev.weir.accounting.Opening;
import dev.weir.accounting.PlanTerms;
import dev.weir.streams.stripe.CatalogFacts.PriceFacts;
import dev.weir.streams.stripe.CatalogFacts.TenantFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Events as Stripe sends them, cut down to what is read and a little of what is not. */
final class StripeEvents {
  static final long SECOND = 1_000_000;
  static final long MINUTE = 60 * SECOND;
  static final long T0 = Instant.parse("2026-11-20T10:00:00Z").toEpochMilli();
  static final long DAY = 86_400_000;
  static final PlanTerms FREE = new PlanTerms("free", 900 * SECOND, 18_000 * SECOND, 0);
  static final PlanTerms BUILDER = new PlanTerms("builder", 900 * SECOND, 0, 600 * MINUTE);
  static final PlanTerms PRO = new PlanTerms("pro", 900 * SECOND, 0, 2400 * MINUTE);
  static final CatalogFacts CATALOG =
      new CatalogFacts(
          List.of(
              new TenantFacts("sheen", MINUTE, FREE, new Opening(FREE, List.of())),
              new TenantFacts("dream", MINUTE, FREE, new Opening(FREE, List.of()))),
          List.of(
              new PriceFacts("sheen", "price_builder", BUILDER, 240 * MINUTE, "2025-09-01"),
              new PriceFacts("sheen", "price_pro", PRO, 900 * MINUTE, "2025-09-01")));

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private StripeEvents() {}

  /** An event created so many seconds after the start; the object is JSON with single quotes. */
  static StripeEvent event(String id, String type, long second, String object) {
    return new StripeEvent(
        id,
        type,
        "main",
        "sheen",
        true,
        T0 + second * 1000,
        T0 + 10 * DAY,
        T0 + 10 * DAY,
        Map.of(),
        "2026-07-29.dahlia",
        CATALOG,
        JSON.readTree(object.replace('\'', '"')));
  }

  /** The same event where a catalog has only this price. */
  static StripeEvent priced(PriceFacts price, StripeEvent event) {
    return new StripeEvent(
        event.id(),
        event.type(),
        event.realm(),
        event.tenant(),
        event.live(),
        event.created(),
        T0,
        T0,
        event.clocks(),
        event.apiVersion(),
        new CatalogFacts(event.facts().tenants(), List.of(price)),
        event.object());
  }

  static StripeEvent paymentSucceeded(long second) {
    return event(
        "evt_pi",
        "payment_intent.succeeded",
        second,
        "{'id':'pi_1','amount':900,'amount_received':900,'currency':'usd','customer':'cus_1',"
            + "'metadata':{'userId':'u1','packageName':'mini','minutesPurchased':'60'}}");
  }

  static StripeEvent checkoutCompleted(long second) {
    return event(
        "evt_cs",
        "checkout.session.completed",
        second,
        "{'id':'cs_1','mode':'payment','payment_status':'paid','payment_intent':'pi_1',"
            + "'amount_total':900,'currency':'usd','customer':'cus_1','client_reference_id':'u1',"
            + "'metadata':{'userId':'u1','packageName':'mini','minutesPurchased':'60'}}");
  }

  static StripeEvent refunded(String id, long second, long amount) {
    return event(
        id,
        "charge.refunded",
        second,
        "{'id':'ch_1','payment_intent':'pi_1','amount':900,'amount_refunded':" + amount + "}");
  }

  /** Of the payment of an invoice over 1900. */
  static StripeEvent invoiceRefunded(String payment, long second, long amount) {
    return event(
        "evt_r_" + payment,
        "charge.refunded",
        second,
        "{'id':'ch_2','payment_intent':'"
            + payment
            + "','amount':1900,'amount_refunded':"
            + amount
            + "}");
  }

  /** Of one of the payments of the invoice {@code in_1}. */
  static StripeEvent chargeRefunded(String payment, long amount, long refunded) {
    return event(
        "evt_r_" + payment + refunded,
        "charge.refunded",
        refunded,
        "{'id':'%s','payment_intent':'%s','amount':%d,'amount_refunded':%d}"
            .formatted(payment.replace("pi_", "ch_"), payment, amount, refunded));
  }

  /** One of the payments of the invoice {@code in_1}. */
  static StripeEvent invoicePayment(String payment) {
    return event(
        "evt_ip_" + payment,
        "invoice_payment.paid",
        1,
        "{'id':'inpay_1','invoice':'in_1','payment':{'type':'payment_intent','payment_intent':'"
            + payment
            + "'}}");
  }

  static StripeEvent dispute(String id, String type, long second, String status, long amount) {
    return dispute(id, "pi_1", type, second, status, amount);
  }

  static StripeEvent dispute(
      String id, String payment, String type, long second, String status, long amount) {
    return event(
        id,
        "charge.dispute." + type,
        second,
        "{'id':'dp_1','charge':'ch_1','payment_intent':'"
            + payment
            + "','status':'"
            + status
            + "','amount':"
            + amount
            + "}");
  }

  /** A subscription's checkout: the only thing here that says whose customer it is. */
  static StripeEvent subscribed(long second) {
    return event(
        "evt_cs_sub",
        "checkout.session.completed",
        second,
        "{'id':'cs_2','mode':'subscription','payment_status':'paid','customer':'cus_1',"
            + "'subscription':'sub_1','client_reference_id':'u1','metadata':{'userId':'u1'}}");
  }

  static StripeEvent subscription(String kind, long second, String price, String status) {
    return event(
        "evt_sub_" + kind + second,
        "customer.subscription." + kind,
        second,
        "{'id':'sub_1','customer':'cus_1','status':'"
            + status
            + "','items':{'data':[{'price':{'id':'"
            + price
            + "'},'current_period_end':"
            + (T0 / 1000 + 30 * 86_400)
            + "}]},'metadata':{}}");
  }

  /** An invoice in the current shape, for the period that starts so many days after the start. */
  static StripeEvent invoice(String id, long second, String price, int startDay) {
    long start = T0 / 1000 + startDay * 86_400L;
    return event(
        "evt_" + id,
        "invoice.paid",
        second,
        "{'id':'"
            + id
            + "','customer':'cus_1','amount_paid':1900,'currency':'usd',"
            + "'parent':{'subscription_details':{'subscription':'sub_1','metadata':{}}},"
            + "'lines':{'data':[{'id':'il_"
            + id
            + "','amount':1900,'period':{'start':"
            + start
            + ",'end':"
            + (start + 30 * 86_400L)
            + "},'parent':{'type':'subscription_item_details','subscription_item_details':"
            + "{'subscription':'sub_1','proration':false}},"
            + "'pricing':{'price_details':{'price':'"
            + price
            + "'}}}]}}");
  }

  /** The same invoice as the API of 2024 shows it. */
  static StripeEvent invoiceOf2024(String id, long second, String price, int startDay) {
    return invoiceOf2024(id, second, price, startDay, startDay + 30);
  }

  static StripeEvent invoiceOf2024(String id, long second, String price, int startDay, int endDay) {
    return event(
        "evt_" + id,
        "invoice.paid",
        second,
        "{'id':'"
            + id
            + "','customer':'cus_1','amount_paid':1900,'currency':'usd','subscription':'sub_1',"
            + "'payment_intent':'pi_"
            + id
            + "','lines':{'data':[{'id':'il_"
            + id
            + "','amount':1900,'type':'subscription','proration':false,'subscription':'sub_1',"
            + "'period':{'start':"
            + (T0 / 1000 + startDay * 86_400L)
            + ",'end':"
            + (T0 / 1000 + endDay * 86_400L)
            + "},'price':{'id':'"
            + price
            + "'}}]}}");
  }
}
