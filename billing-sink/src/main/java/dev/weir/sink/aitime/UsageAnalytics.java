package dev.weir.sink.aitime;

import dev.weir.sink.store.BillingReads.Used;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** What was used in a window, by operation and by day, in whole seconds. */
@JsonNaming(SnakeCaseStrategy.class)
public record UsageAnalytics(
    long totalSeconds, Map<String, Long> byOperation, List<DayOfUse> dailyTrend) {

  private static final long SECOND = 1_000_000;

  public record DayOfUse(String date, long seconds) {}

  /** Every day of the window is there, also those without use, so that a chart has no holes. */
  static UsageAnalytics of(List<Used> all, LocalDate first, LocalDate last) {
    long total = 0;
    Map<String, Long> operations = new TreeMap<>();
    Map<LocalDate, Long> days = new TreeMap<>();
    for (Used used : all) {
      total += used.micros();
      operations.merge(used.operation(), used.micros(), Long::sum);
      days.merge(used.day(), used.micros(), Long::sum);
    }
    operations.replaceAll((operation, micros) -> micros / SECOND);
    // The guide's chart divides each by the total: a part of nothing has no place in it.
    operations.values().removeIf(seconds -> seconds == 0);
    List<DayOfUse> trend = new ArrayList<>();
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      trend.add(new DayOfUse(day.toString(), days.getOrDefault(day, 0L) / SECOND));
    }
    return new UsageAnalytics(total / SECOND, operations, trend);
  }
}
