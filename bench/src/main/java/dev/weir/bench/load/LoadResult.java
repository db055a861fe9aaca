package dev.weir.bench.load;

import org.HdrHistogram.Histogram;

/** What one run of the load generator saw. */
public record LoadResult(Histogram latency, long ok, long refused, long failed, long nanos) {
  public double perSecond() {
    return ok * 1e9 / nanos;
  }

  public double p50Ms() {
    return latency.getValueAtPercentile(50) / 1e6;
  }

  public double p99Ms() {
    return latency.getValueAtPercentile(99) / 1e6;
  }

  @Override
  public String toString() {
    return String.format(
        "%,.0f/s, p50 %.2f ms, p99 %.2f ms, refused %d, failed %d",
        perSecond(), p50Ms(), p99Ms(), refused, failed);
  }
}
