package dev.weir.accounting;

import java.time.LocalDate;

/** Days and months, all UTC. */
public final class Calendar {

  public static final long DAY_MS = 86_400_000L;

  private Calendar() {}

  /** Epoch day. */
  public static long day(long time) {
    return Math.floorDiv(time, DAY_MS);
  }

  public static long startOfDay(long day) {
    return day * DAY_MS;
  }

  /** The first instant of the day after that of {@code time}. */
  public static long nextMidnight(long time) {
    return startOfDay(day(time) + 1);
  }

  /** Months since January of year 0, so that neighbours differ by one. */
  public static long month(long time) {
    LocalDate date = LocalDate.ofEpochDay(day(time));
    return date.getYear() * 12L + date.getMonthValue() - 1;
  }

  /** The day in the form of 2026-11-21. */
  public static String date(long day) {
    return LocalDate.ofEpochDay(day).toString();
  }
}
