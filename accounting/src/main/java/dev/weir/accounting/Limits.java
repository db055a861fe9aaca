package dev.weir.accounting;

/** What an account may have and a command may ask (R14). */
public final class Limits {

  public static final int LIVE_BUCKETS = 1_000;
  public static final int LIVE_HOLDS = 1_000;
  public static final int METADATA_BYTES = 4_096;
  public static final int TEXT_CHARS = 1_024;

  /** 10^12 units. */
  public static final long AMOUNT = 1_000_000_000_000L * Amounts.UNIT;

  /** All that an account was ever granted: far enough from overflow that sums need no check. */
  public static final long EVER_GRANTED = 2 * AMOUNT;

  public static final long HOLD_TIMEOUT_MS = 15 * 60_000L;
  public static final long LONGEST_HOLD_MS = Calendar.DAY_MS;

  /** How long a package or a rollover lasts. */
  public static final long PACKAGE_MS = 90 * Calendar.DAY_MS;

  /** For how long an id is remembered (R10). */
  public static final long DEDUPE_MS = 35 * Calendar.DAY_MS;

  /** How long before a period's end a discard is announced. */
  public static final long WARNING_MS = 3 * Calendar.DAY_MS;

  /** The first instant of the year 10000. */
  public static final long LATEST_TIME = 253_402_300_800_000L;

  private Limits() {}
}
