package dev.weir.accounting;

import java.util.OptionalLong;

/** Amounts as text: whole units and up to six decimals. Inside, they are micro-units. */
public final class Amounts {

  /** One unit (a second, a credit) in micro-units. */
  public static final long UNIT = 1_000_000;

  private static final int DECIMALS = 6;
  private static final int WHOLE_DIGITS = 13;

  private Amounts() {}

  /**
   * The micro-units that a plain decimal text says: digits, at most one point, at most six
   * decimals, perhaps a minus sign. Empty when it is none, or over 10^12 units.
   */
  public static OptionalLong parse(String text) {
    boolean negative = text.startsWith("-");
    int start = negative ? 1 : 0;
    int point = text.indexOf('.');
    int wholeEnd = point < 0 ? text.length() : point;
    int decimals = point < 0 ? 0 : text.length() - point - 1;
    boolean shaped =
        wholeEnd > start
            && wholeEnd - start <= WHOLE_DIGITS
            && decimals <= DECIMALS
            && (point < 0 || decimals > 0);
    if (!shaped) {
      return OptionalLong.empty();
    }
    long micros = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (i == point) {
        continue;
      }
      if (c < '0' || c > '9') {
        return OptionalLong.empty();
      }
      micros = micros * 10 + (c - '0');
    }
    for (int i = decimals; i < DECIMALS; i++) {
      micros *= 10;
    }
    return micros > Limits.AMOUNT
        ? OptionalLong.empty()
        : OptionalLong.of(negative ? -micros : micros);
  }

  /** The shortest plain decimal text: 90, 1.5, -0.000001. */
  public static String format(long micros) {
    long whole = Math.abs(micros / UNIT);
    long part = Math.abs(micros % UNIT);
    String sign = micros < 0 ? "-" : "";
    if (part == 0) {
      return sign + whole;
    }
    String digits = Long.toString(UNIT + part).substring(1);
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return sign + whole + '.' + digits.substring(0, end);
  }

  public static long ofUnits(long units) {
    return Math.multiplyExact(units, UNIT);
  }

  /** Whole units, rounded down: what the seeds' integer fields show. */
  public static long floor(long micros) {
    return Math.floorDiv(micros, UNIT);
  }
}
