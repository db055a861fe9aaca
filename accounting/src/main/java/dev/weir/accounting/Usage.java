package dev.weir.accounting;

/**
 * What an account used: by charges and captures, drawn from its buckets.
 *
 * @param day epoch day that {@code onDay} is about
 */
public record Usage(long day, long onDay, long lifetime) {

  public static final Usage NONE = new Usage(Long.MIN_VALUE, 0, 0);

  /** What was used on the UTC day of {@code time}. */
  public long onDayOf(long time) {
    return Calendar.day(time) == day ? onDay : 0;
  }
}
