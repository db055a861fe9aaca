package dev.weir.accounting;

/** What was counted against a tier in one UTC month, in whole units. */
public record Counter(long month, long count) {

  public static final Counter NONE = new Counter(0, 0);

  public long inMonthOf(long time) {
    return Calendar.month(time) == month ? count : 0;
  }
}
