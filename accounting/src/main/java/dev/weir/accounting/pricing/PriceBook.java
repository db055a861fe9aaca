package dev.weir.accounting.pricing;

import dev.weir.accounting.Amounts;
import dev.weir.accounting.Rejection;
import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalLong;

/** The prices of a tenant's meters, under an immutable version. */
public record PriceBook(String version, Map<String, Price> prices) {

  /** The largest quantity of anything, as for amounts: 10^12. */
  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000L);

  private static final int MOST_DECIMALS = 6;

  public PriceBook {
    prices = Map.copyOf(prices);
  }

  /** The amount, or why there is none. */
  public sealed interface Priced {

    /**
     * @param amount in micro-units, above 0
     */
    record Amount(long amount, String version) implements Priced {}

    record Refused(Rejection code, String detail) implements Priced {}
  }

  public Priced price(String meter, BigDecimal quantity) {
    Price price = prices.get(meter);
    if (price == null) {
      return new Priced.Refused(Rejection.UNKNOWN_METER, "no meter " + meter);
    }
    boolean fits =
        quantity.signum() > 0
            && quantity.stripTrailingZeros().scale() <= MOST_DECIMALS
            && quantity.compareTo(MOST) <= 0;
    if (!fits) {
      return new Priced.Refused(Rejection.AMOUNT_INVALID, "the quantity is out of range");
    }
    OptionalLong amount = price.of(quantity);
    if (amount.isEmpty() || amount.getAsLong() <= 0) {
      return new Priced.Refused(Rejection.AMOUNT_INVALID, "the quantity costs nothing or too much");
    }
    return new Priced.Amount(amount.getAsLong(), version);
  }

  /** The canonical text of a quantity: 1 and 1.0 are both "1". */
  public static String canonical(BigDecimal quantity) {
    return Amounts.format(quantity.movePointRight(MOST_DECIMALS).longValueExact());
  }
}
