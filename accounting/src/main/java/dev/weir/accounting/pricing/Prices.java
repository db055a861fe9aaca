package dev.weir.accounting.pricing;

import java.util.Map;
import java.util.OptionalLong;

/** What something costs in money, in minor units per ISO currency. */
public record Prices(Map<String, Long> minorUnits) {

  public Prices {
    minorUnits = Map.copyOf(minorUnits);
  }

  public OptionalLong in(String currency) {
    Long price = minorUnits.get(currency);
    return price == null ? OptionalLong.empty() : OptionalLong.of(price);
  }
}
