package dev.weir.sink.health;

import dev.weir.sink.check.CheckCounts;
import dev.weir.sink.lag.GroupLag;
import dev.weir.sink.lag.LagWatch;
import dev.weir.sink.store.WriterStatus;
import dev.weir.sink.view.RestoreProgress;
import dev.weir.sink.view.ViewStreams;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/** The read side's metrics; docs/metrics.md and docs/read-side.md list them. */
public final class SinkMetrics implements MeterBinder {
  private static final double MS_PER_SECOND = 1_000;

  private final ViewStreams views;
  private final LagWatch lag;
  private final WriterStatus writer;
  private final CheckCounts checks;

  public SinkMetrics(ViewStreams views, LagWatch lag, WriterStatus writer, CheckCounts checks) {
    this.views = views;
    this.lag = lag;
    this.writer = writer;
    this.checks = checks;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    lag(registry, "views", lag.views());
    lag(registry, "rows", lag.rows());
    Gauge.builder("weir.sink.views.running", views, v -> v.running() ? 1 : 0)
        .description("1 while balances can be read here")
        .register(registry);
    Gauge.builder("weir.sink.restore.remaining", views.progress(), SinkMetrics::remaining)
        .description("changelog records still to be read before balances can be")
        .register(registry);
    count(registry, "weir.sink.rows.written", writer, WriterStatus::rows);
    count(registry, "weir.sink.rows.batches", writer, WriterStatus::batches);
    count(registry, "weir.sink.rows.retries", writer, WriterStatus::retries);
    count(registry, "weir.sink.rows.fenced", writer, WriterStatus::fenced);
    count(registry, "weir.sink.checks.verified", checks, CheckCounts::verified);
    count(registry, "weir.sink.checks.failed", checks, CheckCounts::failed);
    Gauge.builder("weir.sink.reconcile.differing", checks, CheckCounts::differing)
        .description("accounts that differed at the last reconciliation")
        .register(registry);
    Gauge.builder("weir.sink.reconcile.last", checks, c -> c.lastReconciledMs() / MS_PER_SECOND)
        .baseUnit("seconds")
        .description("when it ended, since 1970")
        .register(registry);
  }

  private static void lag(MeterRegistry registry, String fold, GroupLag lag) {
    Gauge.builder("weir.sink.lag", lag, GroupLag::records)
        .tag("fold", fold)
        .description("ledger entries that wait to be folded")
        .register(registry);
  }

  private static <T> void count(
      MeterRegistry registry, String name, T of, ToDoubleFunction<T> count) {
    FunctionCounter.builder(name, of, count).register(registry);
  }

  private static double remaining(RestoreProgress restoring) {
    RestoreProgress.Progress progress = restoring.progress();
    return progress.all() - progress.done();
  }
}
