package dev.weir.bench.pipeline;

import dev.weir.bench.http.Traffic;
import dev.weir.bench.load.HttpLoad;
import dev.weir.bench.load.LoadResult;
import dev.weir.bench.system.Parts;
import dev.weir.bench.system.Processes;
import dev.weir.bench.system.Weir;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Batches of events over HTTP as fast as they are accepted, and then the time until the last of
 * them is decided, in the ledger, in a view and a row in PostgreSQL. Counting that time too is what
 * makes it the rate at which nothing falls behind.
 */
public final class Pipeline {
  private static final int CONNECTIONS = 4;
  private static final Duration LONGEST_DRAIN = Duration.ofMinutes(5);

  private final Weir weir;
  private final Progress progress;

  public Pipeline(Weir weir, Progress progress) {
    this.weir = weir;
    this.progress = progress;
  }

  /**
   * What a burst came to.
   *
   * @param acceptedPerSecond while requests were sent
   * @param perSecond until the last row was there
   * @param cpuMicros of all of Weir's processes, per event
   * @param parts the same by part
   * @param mib their memory at its most
   */
  public record Burst(
      long events,
      double acceptedPerSecond,
      double perSecond,
      double cpuMicros,
      Map<String, Double> parts,
      double mib) {}

  /** What a constant rate came to: what was behind when it ended, and how long that took. */
  public record Sustained(double perSecond, Progress.Lag lag, double drainSeconds, double mib) {}

  public Burst burst(LongFunction<byte[]> batches, Duration time)
      throws IOException, InterruptedException {
    long rowsBefore = progress.rows();
    Processes processes = weir.processes();
    double cpuBefore = processes.cpuSeconds();
    Map<String, Double> partsBefore = Parts.cpuSeconds(processes);
    long started = System.nanoTime();
    LoadResult sent;
    double mib;
    try (Memory memory = Memory.watch(processes)) {
      sent = new HttpLoad(weir.port(), CONNECTIONS, batches).burst(time);
      progress.awaitNone(LONGEST_DRAIN);
      mib = memory.mostMib();
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    double cpu = processes.cpuSeconds() - cpuBefore;
    long events = sent.ok() * Traffic.BATCH;
    Map<String, Double> partsAfter = Parts.cpuSeconds(processes);
    long rows = progress.rows() - rowsBefore;
    if (rows != events) {
      throw new IOException(events + " events were accepted and made " + rows + " rows");
    }
    return new Burst(
        events,
        sent.perSecond() * Traffic.BATCH,
        events / seconds,
        cpu * 1e6 / events,
        Parts.microsPerEvent(partsBefore, partsAfter, events),
        mib);
  }

  public Sustained sustained(LongFunction<byte[]> batches, double eventsPerSecond, Duration time)
      throws IOException, InterruptedException {
    try (Memory memory = Memory.watch(weir.processes())) {
      LoadResult sent =
          new HttpLoad(weir.port(), CONNECTIONS, batches)
              .atRate(eventsPerSecond / Traffic.BATCH, Duration.ofSeconds(2), time);
      Progress.Lag lag = progress.lag();
      long ended = System.nanoTime();
      progress.awaitNone(LONGEST_DRAIN);
      double drain = (System.nanoTime() - ended) / 1e9;
      return new Sustained(sent.perSecond() * Traffic.BATCH, lag, drain, memory.mostMib());
    }
  }
}
