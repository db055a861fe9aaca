package dev.weir.edge.aitime;

import dev.weir.accounting.pricing.Estimate;

/** An estimate as the AI-time documents show it: whole seconds, minutes rounded up. */
public record ShownEstimate(
    long estimatedSeconds, long estimatedMinutes, String confidence, int basedOnSamples) {

  private static final long SECOND = 1_000_000;

  public static ShownEstimate of(Estimate estimate) {
    long seconds = Math.ceilDiv(estimate.amount(), SECOND);
    return new ShownEstimate(
        seconds, Math.ceilDiv(seconds, 60), estimate.confidence(), estimate.samples());
  }
}
