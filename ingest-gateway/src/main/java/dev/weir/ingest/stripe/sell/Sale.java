package dev.weir.ingest.stripe.sell;

import dev.weir.accounting.Amounts;
import dev.weir.accounting.pricing.Prices;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.TenantCatalog;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Something out of the catalog at its price.
 *
 * @param amount in micro-units
 * @param currency the one it is sold in
 * @param cents its price in that currency's minor unit
 * @param fallbackFrom the currency that was asked for and has no price
 * @param stripePrice Stripe's id of the price, where the catalog has one
 */
record Sale(
    String key,
    String name,
    long amount,
    String currency,
    long cents,
    @Nullable String fallbackFrom,
    @Nullable String stripePrice) {

  /** What is sold, before its price is known. */
  record Item(String key, String name, long amount, Prices prices) {}

  static Sale of(TenantCatalog catalog, Item item, Optional<String> asked) {
    String wanted = asked.map(text -> text.toUpperCase(Locale.ROOT)).orElse(catalog.fallback());
    if (!catalog.currencies().contains(wanted)) {
      throw Problem.malformed("unknown_currency", "The catalog does not know this currency.");
    }
    boolean priced = item.prices().in(wanted).isPresent();
    String currency = priced ? wanted : catalog.fallback();
    OptionalLong cents = item.prices().in(currency);
    if (cents.isEmpty() || cents.getAsLong() <= 0) {
      throw Problem.field("not_for_sale", "key", "has no price and cannot be bought");
    }
    return new Sale(
        item.key(),
        item.name(),
        item.amount(),
        currency,
        cents.getAsLong(),
        priced ? null : wanted,
        catalog.stripePrice(item.key(), currency).orElse(null));
  }

  BigDecimal displayPrice() {
    return BigDecimal.valueOf(cents, 2);
  }

  long minutes() {
    return amount / (60 * Amounts.UNIT);
  }

  /** 003's answer to a purchase. */
  Map<String, Object> answer(String url, String session, String minutesName) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("checkout_url", url);
    answer.put("currency", currency);
    answer.put("unit_amount_cents", cents);
    answer.put("display_price", displayPrice());
    answer.put(minutesName, minutes());
    if (fallbackFrom != null) {
      answer.put("currency_fallback_from", fallbackFrom);
    }
    answer.put("session_id", session);
    return answer;
  }
}
