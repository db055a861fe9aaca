package dev.weir.accounting.pricing;

import dev.weir.accounting.Limits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a quantity of something costs. Exact until the end, then rounded once, up, to a micro-unit.
 */
public sealed interface Price {

  /** The exact amount in units. */
  BigDecimal exact(BigDecimal quantity);

  /** In micro-units; empty when it is over what one command may move. */
  default OptionalLong of(BigDecimal quantity) {
    BigDecimal micros = exact(quantity).movePointRight(6).setScale(0, RoundingMode.CEILING);
    return micros.compareTo(BigDecimal.valueOf(Limits.AMOUNT)) > 0
        ? OptionalLong.empty()
        : OptionalLong.of(micros.longValueExact());
  }

  /** The same whatever the quantity, times the quantity of whole uses. */
  record Fixed(BigDecimal amount) implements Price {
    @Override
    public BigDecimal exact(BigDecimal quantity) {
      return amount.multiply(quantity);
    }
  }

  record PerUnit(BigDecimal amount) implements Price {
    @Override
    public BigDecimal exact(BigDecimal quantity) {
      return amount.multiply(quantity);
    }
  }

  /** Each part of the quantity costs what its own tier says; the last tier has no end. */
  record Tiered(List<Tier> tiers) implements Price {

    public Tiered {
      tiers = List.copyOf(tiers);
      if (tiers.isEmpty()) {
        throw new IllegalArgumentException("a tiered price needs a tier");
      }
    }

    @Override
    public BigDecimal exact(BigDecimal quantity) {
      BigDecimal sum = BigDecimal.ZERO;
      BigDecimal from = BigDecimal.ZERO;
      for (int i = 0; i < tiers.size(); i++) {
        Tier tier = tiers.get(i);
        BigDecimal to = i == tiers.size() - 1 ? quantity : tier.upTo().min(quantity);
        if (to.compareTo(from) <= 0) {
          break;
        }
        sum = sum.add(to.subtract(from).multiply(tier.perUnit()));
        from = to;
      }
      return sum;
    }
  }

  /**
   * @param upTo the quantity at which the tier ends; not looked at in the last one
   */
  record Tier(BigDecimal upTo, BigDecimal perUnit) {}
}
