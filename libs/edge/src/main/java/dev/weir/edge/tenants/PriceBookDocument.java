package dev.weir.edge.tenants;

import dev.weir.accounting.pricing.Price;
import dev.weir.accounting.pricing.PriceBook;
import dev.weir.edge.json.CanonicalJson;
import dev.weir.edge.json.Fields;
import dev.weir.edge.json.Ids;
import dev.weir.edge.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Reads the {@code meters} of a tenant's document. A price book's version is the hash of its
 * content, so that a version can never come to mean other prices.
 */
final class PriceBookDocument {
  static final PriceBook EMPTY = new PriceBook("none", Map.of());
  private static final int MAX_TIERS = 50;

  private PriceBookDocument() {}

  static PriceBook parse(Json meters) {
    Fields all = Fields.of(meters);
    Map<String, Price> prices = new HashMap<>();
    for (String name : all.names()) {
      Fields meter =
          all.fieldsIfAny(Ids.checked("meters", name)).orElseThrow(() -> all.missing(name));
      meter.oneOfIfAny("policy", List.of("strict", "clamp"));
      prices.put(name, price(meter.fieldsIfAny("price").orElseThrow(() -> meter.missing("price"))));
      meter.noOthers();
    }
    return new PriceBook(version(CanonicalJson.of(meters)), prices);
  }

  private static Price price(Fields price) {
    if (price.names().size() != 1) {
      throw price.invalid("price", "must be one of fixed, perUnit, tiers");
    }
    Price read;
    if (price.has("tiers")) {
      read = tiered(price);
    } else if (price.has("fixed")) {
      read = new Price.Fixed(units(price.amount("fixed")));
    } else {
      read = new Price.PerUnit(units(price.amount("perUnit")));
    }
    price.noOthers();
    return read;
  }

  private static Price tiered(Fields price) {
    List<Price.Tier> tiers = new ArrayList<>();
    BigDecimal below = BigDecimal.ZERO;
    List<Fields> all = price.list("tiers", MAX_TIERS);
    for (Fields tier : all) {
      boolean last = tiers.size() == all.size() - 1;
      BigDecimal upTo = last ? below : units(tier.amount("upTo"));
      if (last == tier.has("upTo") || (!last && upTo.compareTo(below) <= 0)) {
        throw tier.invalid("upTo", "must rise, and be absent in the last tier");
      }
      tiers.add(
          new Price.Tier(
              upTo,
              units(tier.amountOrZeroIfAny("perUnit").orElseThrow(() -> tier.missing("perUnit")))));
      tier.noOthers();
      below = upTo;
    }
    if (tiers.isEmpty()) {
      throw price.invalid("tiers", "must not be empty");
    }
    return new Price.Tiered(tiers);
  }

  private static BigDecimal units(long micros) {
    return BigDecimal.valueOf(micros, 6);
  }

  private static String version(String canonical) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
      return "pb-" + HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java runtime", e);
    }
  }
}
