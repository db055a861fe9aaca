package dev.weir.bench.whole;

import dev.weir.bench.http.Opened;
import dev.weir.bench.http.Traffic;
import dev.weir.bench.load.HttpLoad;
import dev.weir.bench.load.LoadResult;
import dev.weir.bench.peer.PostgresLedger.Script;
import dev.weir.bench.peer.RawProducer;
import dev.weir.bench.pipeline.Pipeline;
import dev.weir.bench.pipeline.Pipeline.Burst;
import dev.weir.bench.pipeline.Progress;
import dev.weir.bench.system.Processes;
import dev.weir.bench.system.Weir;
import dev.weir.schemas.Topics;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.LongFunction;

/** The rows that are measured in every round, each of ours beside what it is compared with. */
final class Rounds {
  private static final Duration LONGEST_DRAIN = Duration.ofMinutes(2);
  private static final int HEAT = 64;

  private final Weir weir;
  private final Plan plan;
  private final Book book;
  private final Traffic traffic;
  private final Progress progress;
  private final Pipeline pipeline;
  private final Peers peers;

  Rounds(Weir weir, Plan plan, Book book, Progress progress, Peers peers) {
    this.weir = weir;
    this.plan = plan;
    this.book = book;
    this.traffic = new Traffic(weir.port(), Plan.ACCOUNTS);
    this.progress = progress;
    this.pipeline = new Pipeline(weir, progress);
    this.peers = peers;
  }

  private interface Step {
    void run() throws IOException, InterruptedException;
  }

  Traffic traffic() {
    return traffic;
  }

  /** Every second round goes through its rows backwards, so that none always follows the same. */
  void run() throws IOException, InterruptedException, SQLException, ExecutionException {
    Opened.accounts(weir.port(), traffic);
    progress.awaitNone(LONGEST_DRAIN);
    heat();
    idle();
    try (RawProducer producer = RawProducer.of(weir.bootstrapServers(), Topics.COMMANDS)) {
      for (int round = 0; round < plan.rounds(); round++) {
        if (round > 0 && book.elapsed().compareTo(plan.limit().dividedBy(2)) > 0) {
          book.remark("no time was left for more than " + round + " of the rounds");
          break;
        }
        System.err.println("round " + (round + 1) + " of " + plan.rounds());
        List<Step> steps = new ArrayList<>(steps(producer));
        if (round % 2 == 1) {
          Collections.reverse(steps);
        }
        for (Step step : steps) {
          step.run();
          progress.awaitNone(LONGEST_DRAIN);
        }
      }
    }
  }

  private List<Step> steps(RawProducer producer) {
    return List.of(
        () -> http("bare 256", 256, traffic.signatures()),
        () -> http("balance 256", 256, traffic.balances()),
        () -> http("event 256", 256, traffic.events()),
        () -> http("charge 1", 1, traffic.charges()),
        () -> http("charge 64", 64, traffic.charges()),
        () -> peers.postgres(Script.STATEMENTS),
        () -> http("charge 256", 256, traffic.charges()),
        () -> peers.postgres(Script.FUNCTION),
        () -> http("charge hot 256", 256, traffic.hotCharges()),
        () -> peers.postgres(Script.STATEMENTS_HOT),
        () -> peers.postgres(Script.FUNCTION_HOT),
        () -> book.add("producer /s", producer.run(plan.time())),
        () -> burst("pipeline", traffic.batches()),
        () -> burst("pipeline hot", traffic.hotBatches()));
  }

  private void heat() throws IOException, InterruptedException {
    var _ = new HttpLoad(weir.port(), HEAT, traffic.charges()).saturate(Duration.ZERO, plan.heat());
    progress.awaitNone(LONGEST_DRAIN);
  }

  /** What Weir takes while a peer runs and nobody asks it anything. */
  private void idle() throws IOException, InterruptedException {
    Processes processes = weir.processes();
    double before = processes.cpuSeconds();
    Thread.sleep(2_000);
    book.add("idle Weir cores", (processes.cpuSeconds() - before) / 2);
  }

  private void http(String name, int inFlight, LongFunction<byte[]> requests) throws IOException {
    Processes own = Processes.own();
    double before = own.cpuSeconds();
    LoadResult result =
        new HttpLoad(weir.port(), inFlight, requests).saturate(plan.warmUp(), plan.time());
    double seconds = plan.warmUp().plus(plan.time()).toMillis() / 1e3;
    if (result.refused() + result.failed() > 0) {
      book.remark(name + ": " + result.refused() + " refused, " + result.failed() + " failed");
    }
    book.add(name + " /s", result.perSecond());
    book.add(name + " p50 ms", result.p50Ms());
    book.add(name + " p99 ms", result.p99Ms());
    book.add(name + " load generator cores", (own.cpuSeconds() - before) / seconds);
  }

  private void burst(String name, LongFunction<byte[]> batches)
      throws IOException, InterruptedException {
    Burst burst = pipeline.burst(batches, plan.burst());
    book.add(name + " accepted /s", burst.acceptedPerSecond());
    book.add(name + " /s", burst.perSecond());
    book.add(name + " Weir cpu us/event", burst.cpuMicros());
    burst.parts().forEach((part, micros) -> book.add(name + " us/event " + part, micros));
    book.add(name + " MiB", burst.mib());
  }
}
