package dev.weir.edge.json;

import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Decimal text to micro-units, exactly or not at all. A number such as {@code 1e1000000000} is ten
 * characters that would be a gigabyte once expanded, so the exponent is bounded before anything is
 * computed.
 */
public final class Decimals {
  /** 10^12 units: what one request may ask for at most. */
  public static final long MAX_MICROS = 1_000_000_000_000_000_000L;

  private static final int MAX_DECIMALS = 6;
  private static final BigDecimal LIMIT = BigDecimal.valueOf(MAX_MICROS, MAX_DECIMALS);
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?");
  private static final Pattern TEXT = Pattern.compile("-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,6})?");

  private Decimals() {}

  /** A JSON number's literal. Empty: not exact in six decimals, or beyond the limit. */
  public static OptionalLong ofNumber(String literal) {
    return NUMBER.matcher(literal).matches() ? exact(literal) : OptionalLong.empty();
  }

  /** The content of a JSON string: plain decimals only. */
  public static OptionalLong ofText(String text) {
    return TEXT.matcher(text).matches() ? exact(text) : OptionalLong.empty();
  }

  private static OptionalLong exact(String text) {
    BigDecimal value = new BigDecimal(text);
    if (value.scale() > MAX_DECIMALS || value.abs().compareTo(LIMIT) > 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(value.movePointRight(MAX_DECIMALS).longValueExact());
  }
}
