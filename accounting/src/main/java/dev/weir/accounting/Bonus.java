package dev.weir.accounting;

/**
 * The daily bonus' memory (R3).
 *
 * @param touchedDay epoch day of the newest command that wrote something
 * @param month {@link Calendar#month} in which {@code consumed} counts
 */
public record Bonus(long touchedDay, long month, long consumed) {

  public static final Bonus NONE = new Bonus(Long.MIN_VALUE, 0, 0);

  /** Daily bonus consumed in the calendar month of {@code time}. */
  public long consumedInMonthOf(long time) {
    return Calendar.month(time) == month ? consumed : 0;
  }
}
