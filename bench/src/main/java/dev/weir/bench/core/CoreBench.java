package dev.weir.bench.core;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the core's benchmarks and compares them with what is asked of them. */
public final class CoreBench {

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /** Strict charges a second on one core, by number of buckets. */
  private static final Map<String, Integer> TARGETS = Map.of("10", 500_000, "1000", 30_000);

  private CoreBench() {}

  public static void main(String[] args) throws RunnerException {
    boolean quick = List.of(args).contains("--quick");
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(ChargeBenchmark.class.getName())
                    .forks(1)
                    .threads(1)
                    .warmupIterations(quick ? 4 : 5)
                    .measurementIterations(5)
                    .warmupTime(TimeValue.seconds(quick ? 1 : 2))
                    .measurementTime(TimeValue.seconds(quick ? 1 : 2))
                    .addProfiler(GCProfiler.class)
                    .jvmArgs(
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:TieredStopAtLevel=4",
                        "-XX:+UseTransparentHugePages",
                        "--sun-misc-unsafe-memory-access=allow")
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    System.out.println("Strict charges on one thread: decided, hashed into the chain, folded.");
    System.out.printf(
        Locale.ROOT,
        "%-24s %8s %14s %14s %10s %14s%n",
        "",
        "buckets",
        "charges/s",
        "at best",
        "asked",
        "bytes/charge");
    for (RunResult result : results) {
      print(result);
    }
  }

  private static void print(RunResult result) {
    String name = result.getParams().getBenchmark();
    String buckets = result.getParams().getParam("buckets");
    Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
    System.out.printf(
        Locale.ROOT,
        "%-24s %8s %,14.0f %,14.0f %,10d %,14.0f%n",
        name.substring(name.lastIndexOf('.') + 1),
        buckets,
        result.getPrimaryResult().getScore(),
        result.getPrimaryResult().getStatistics().getMax(),
        TARGETS.getOrDefault(buckets, 0),
        allocated == null ? Double.NaN : allocated.getScore());
  }
}
