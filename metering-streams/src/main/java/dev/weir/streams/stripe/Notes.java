package dev.weir.streams.stripe;

import dev.weir.accounting.Note;
import dev.weir.streams.stripe.CatalogFacts.PriceFacts;
import dev.weir.streams.stripe.Fact.PackagePaid;
import dev.weir.streams.stripe.Fact.Price;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a ledger entry says of the money behind it: enough to make a purchase record of. It names
 * objects, never the event that happened to tell of them first.
 */
final class Notes {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** As long as Stripe lets a value of metadata be; an entry has room for several of them. */
  private static final int LONGEST = 500;

  private Notes() {}

  static Note packagePaid(PackagePaid paid) {
    Map<String, Object> said = money(paid.price());
    said.put("payment", paid.payer().payment());
    said.put("minutes", paid.minutes());
    put(said, "customer", paid.payer().customer());
    put(said, "package", paid.packageName());
    put(said, "topUp", paid.topUp());
    return note(
        paid.topUp() == null ? "package_purchase" : "auto_topup",
        paid.packageName().isEmpty() ? "package" : "package " + cut(paid.packageName()),
        said);
  }

  static Note renewed(String invoice, @Nullable String customer, Price price, PriceFacts plan) {
    Map<String, Object> said = money(price);
    said.put("invoice", invoice);
    said.put("catalog", plan.catalogVersion());
    said.put("plan", plan.plan().key());
    said.put("price", plan.price());
    put(said, "payment", price.payment());
    put(said, "customer", customer);
    return note("subscription_renewal", "subscription " + plan.plan().key(), said);
  }

  static Note planChanged(String status) {
    return note("subscription_change", "subscription " + status, new TreeMap<>());
  }

  /**
   * @param payment null when it paid for all of the grant
   * @param refunded of the payment in all, in the currency's minor unit
   */
  static Note refunded(String grant, @Nullable String payment, long refunded) {
    Map<String, Object> said = new TreeMap<>();
    said.put("grant", grant);
    said.put("refunded", refunded);
    put(said, "payment", payment);
    return note("refund", "refund", said);
  }

  static Note disputed(String grant, String dispute, boolean won) {
    Map<String, Object> said = new TreeMap<>();
    said.put("grant", grant);
    said.put("dispute", dispute);
    return won ? note("dispute_won", "dispute won", said) : note("dispute", "dispute", said);
  }

  private static Map<String, Object> money(Price price) {
    Map<String, Object> said = new TreeMap<>();
    said.put("paid", price.amount());
    put(said, "currency", price.currency());
    return said;
  }

  private static void put(Map<String, Object> said, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      said.put(name, cut(value));
    }
  }

  /** A name is no reason to refuse what was paid for. */
  private static String cut(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    boolean pair = Character.isHighSurrogate(text.charAt(LONGEST - 1));
    return text.substring(0, pair ? LONGEST - 1 : LONGEST);
  }

  /** Sorted members and no spaces: the form that the hash chain is computed over. */
  private static Note note(String operation, String reason, Map<String, Object> said) {
    return new Note(operation, reason, said.isEmpty() ? null : JSON.writeValueAsString(said));
  }
}
