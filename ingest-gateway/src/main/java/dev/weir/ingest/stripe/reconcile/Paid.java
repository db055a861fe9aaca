package dev.weir.ingest.stripe.reconcile;

import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.net.ApiResource;
import dev.weir.ingest.stripe.tool.Patience;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Stripe says was paid, read as it comes: its own types would drop what they do not know. */
final class Paid {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PAGE = 100;
  private static final int NOT_FOUND = 404;

  private final Patience stripe;
  private final Predicate<String> plansPrice;

  /**
   * @param plansPrice whether that price is a plan's of ours
   */
  Paid(Patience stripe, Predicate<String> plansPrice) {
    this.stripe = stripe;
    this.plansPrice = plansPrice;
  }

  /** Everything between two times that a grant is to be for, by the grant's id. */
  Map<String, Due> between(Instant from, Instant until) {
    Map<String, Due> found = new TreeMap<>();
    Consumer<Due> keep = due -> found.put(due.grant(), due);
    String created =
        "created[gte]=" + from.getEpochSecond() + "&created[lt]=" + until.getEpochSecond();
    each("/v1/checkout/sessions", created, session -> session(session, keep));
    each("/v1/payment_intents", created, payment -> payment(payment, keep));
    each("/v1/invoices", created + "&status=paid", invoice -> invoice(invoice, keep));
    return found;
  }

  /** Whether an object that was not in those lists is paid all the same. */
  boolean isPaid(String object) {
    String path =
        object.startsWith("pi_")
            ? "/v1/payment_intents/"
            : object.startsWith("in_")
                ? "/v1/invoices/"
                : object.startsWith("cs_") ? "/v1/checkout/sessions/" : "/v1/charges/";
    JsonNode found = stripe.ask(client -> find(client, path + encoded(object)));
    String status = found.path("status").asString("");
    return status.equals("succeeded")
        || status.equals("paid")
        || "paid".equals(found.path("payment_status").asString(""));
  }

  private static JsonNode find(StripeClient client, String path) throws StripeException {
    try {
      return get(client, path);
    } catch (InvalidRequestException e) {
      if (e.getStatusCode() != null && e.getStatusCode() == NOT_FOUND) {
        return JSON.createObjectNode();
      }
      throw e;
    }
  }

  private void each(String path, String query, Consumer<JsonNode> reader) {
    String after = "";
    boolean more = true;
    while (more) {
      String page = path + "?limit=" + PAGE + "&" + query + after;
      JsonNode list = stripe.ask(client -> get(client, page));
      String last = "";
      for (JsonNode each : list.path("data").values()) {
        reader.accept(each);
        last = each.path("id").asString("");
      }
      more = list.path("has_more").asBoolean(false) && !last.isEmpty();
      after = "&starting_after=" + encoded(last);
    }
  }

  private static JsonNode get(StripeClient client, String path) throws StripeException {
    return JSON.readTree(client.rawRequest(ApiResource.RequestMethod.GET, path, null).body());
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8);
  }

  private static void session(JsonNode session, Consumer<Due> keep) {
    boolean paid = session.path("payment_status").asString("").equals("paid");
    if (paid && session.path("mode").asString("").equals("payment") && isPackage(session)) {
      String payment = idOf(session.path("payment_intent"));
      String id = session.path("id").asString("");
      keep.accept(due(payment.isEmpty() ? id : payment, id, session));
    }
  }

  private static void payment(JsonNode payment, Consumer<Due> keep) {
    if (payment.path("status").asString("").equals("succeeded") && isPackage(payment)) {
      String id = payment.path("id").asString("");
      keep.accept(due(id, id, payment));
    }
  }

  private static boolean isPackage(JsonNode object) {
    return object.path("metadata").has("minutesPurchased");
  }

  private void invoice(JsonNode invoice, Consumer<Due> keep) {
    for (JsonNode line : invoice.path("lines").path("data").values()) {
      boolean ours = prices(line).stream().anyMatch(plansPrice);
      if (ours && line.path("amount").asLong(0) >= 0 && !isProration(line)) {
        keep.accept(due(line.path("id").asString(""), invoice.path("id").asString(""), invoice));
      }
    }
  }

  private static List<String> prices(JsonNode line) {
    List<String> prices = new ArrayList<>();
    prices.add(idOf(line.path("pricing").path("price_details").path("price")));
    prices.add(idOf(line.path("price")));
    prices.add(idOf(line.path("plan")));
    return prices;
  }

  private static boolean isProration(JsonNode line) {
    JsonNode parent = line.path("parent");
    return line.path("proration").asBoolean(false)
        || parent.path("subscription_item_details").path("proration").asBoolean(false)
        || parent.path("invoice_item_details").path("proration").asBoolean(false);
  }

  private static String idOf(JsonNode object) {
    return object.isObject() ? object.path("id").asString("") : object.asString("");
  }

  private static Due due(String grant, String what, JsonNode object) {
    String user = object.path("metadata").path("userId").asString("");
    return new Due(
        grant,
        what,
        user.isEmpty() ? idOf(object.path("customer")) : user,
        object.path("created").asLong(0));
  }
}
