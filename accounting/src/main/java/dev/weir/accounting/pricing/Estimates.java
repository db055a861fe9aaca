package dev.weir.accounting.pricing;

import java.util.Arrays;

/** Estimates what work will take from what the same kind of work took before. */
public final class Estimates {

  private static final int HIGH = 20;
  private static final int MEDIUM = 5;
  private static final int PERCENTILE = 75;

  private Estimates() {}

  /**
   * The 75th percentile of the samples, so that three of four pieces of work stay within it. Fewer
   * than five say too little: then the prior counts.
   */
  public static Estimate of(long[] samples, long prior) {
    if (samples.length < MEDIUM) {
      return new Estimate(prior, "low", samples.length);
    }
    long[] sorted = samples.clone();
    Arrays.sort(sorted);
    int rank = Math.ceilDiv(sorted.length * PERCENTILE, 100);
    String confidence = samples.length >= HIGH ? "high" : "medium";
    return new Estimate(sorted[rank - 1], confidence, samples.length);
  }
}
