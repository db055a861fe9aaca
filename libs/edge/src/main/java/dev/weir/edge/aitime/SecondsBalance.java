package dev.weir.edge.aitime;

import dev.weir.accounting.Source;
import java.util.List;

/**
 * An available balance in the whole seconds that the AI-time documents show: each figure is a
 * floor.
 */
public record SecondsBalance(long welcomeBonus, long dailyGift, long paid, long total) {
  private static final long SECOND = 1_000_000;

  /** What is available of one bucket, in micro-units. */
  public record Portion(Source source, long available) {}

  public static SecondsBalance of(List<Portion> portions) {
    long welcome = sum(portions, Source.WELCOME) / SECOND;
    long daily = sum(portions, Source.DAILY) / SECOND;
    long total = portions.stream().mapToLong(Portion::available).sum() / SECOND;
    return new SecondsBalance(welcome, daily, total - welcome - daily, total);
  }

  /** Everything that is not the daily bonus: what the billing guide calls paid. */
  public long exceptDaily() {
    return total - dailyGift;
  }

  private static long sum(List<Portion> portions, Source source) {
    return portions.stream().filter(p -> p.source() == source).mapToLong(Portion::available).sum();
  }
}
