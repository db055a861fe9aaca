package dev.weir.bench.whole;

import dev.weir.bench.figures.Figure;
import dev.weir.bench.figures.Figures;
import dev.weir.bench.http.Opened;
import dev.weir.bench.http.Traffic;
import dev.weir.bench.load.HttpLoad;
import dev.weir.bench.load.LoadResult;
import dev.weir.bench.pipeline.Background;
import dev.weir.bench.pipeline.Freshness;
import dev.weir.bench.pipeline.Pipeline;
import dev.weir.bench.pipeline.Pipeline.Sustained;
import dev.weir.bench.pipeline.Progress;
import dev.weir.bench.pipeline.Rebuild;
import dev.weir.bench.system.Weir;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** What is measured once: under a load beside it, over a long time, or with much more data. */
final class Beside {
  private static final double BACKGROUND = 20_000;
  private static final double CHARGES = 500;
  private static final double NEARLY_ALL = 0.9;
  private static final Duration LONGEST_DRAIN = Duration.ofMinutes(15);
  private static final Duration LEAD = Duration.ofSeconds(2);

  private final Weir weir;
  private final Plan plan;
  private final Book book;
  private final Traffic traffic;
  private final Progress progress;

  Beside(Weir weir, Plan plan, Book book, Traffic traffic, Progress progress) {
    this.weir = weir;
    this.plan = plan;
    this.book = book;
    this.traffic = traffic;
    this.progress = progress;
  }

  void chargesBesideEvents() throws IOException, InterruptedException {
    Background events =
        Background.start(weir.port(), traffic, BACKGROUND, plan.time().plus(LEAD.multipliedBy(2)));
    LoadResult charges =
        new HttpLoad(weir.port(), 64, traffic.charges()).atRate(CHARGES, LEAD, plan.time());
    book.add("background events /s", events.perSecond());
    book.add("charge beside events p50 ms", charges.p50Ms());
    book.add("charge beside events p99 ms", charges.p99Ms());
    progress.awaitNone(LONGEST_DRAIN);
  }

  void balanceAtHalfLoad() throws IOException {
    double half = book.median("balance 256 /s") / 2;
    LoadResult reads =
        new HttpLoad(weir.port(), 256, traffic.balances()).atRate(half, plan.warmUp(), plan.time());
    book.add("balance at half load p99 ms", reads.p99Ms());
  }

  void freshAtHalfLoad(Figures figures) throws IOException, InterruptedException, SQLException {
    double half = book.median("pipeline /s") / 2;
    Background events =
        Background.start(weir.port(), traffic, half, plan.fresh().plus(LEAD.multipliedBy(3)));
    Thread.sleep(LEAD);
    try (Freshness freshness = new Freshness(weir)) {
      freshness.measure(LEAD, plan.fresh());
      book.add("half load events /s", events.perSecond());
      freshness
          .lost()
          .ifPresentOrElse(
              reason -> {
                figures.missing(Figure.VISIBLE_P99_MS, reason);
                figures.missing(Figure.ROW_P99_MS, reason);
              },
              () -> {
                book.add("visible p99 ms", freshness.visibleP99Ms());
                book.add("row p99 ms", freshness.rowP99Ms());
              });
    }
    progress.awaitNone(LONGEST_DRAIN);
  }

  void sustained() throws IOException, InterruptedException {
    if (plan.sustained().isZero()) {
      return;
    }
    double rate = book.median("pipeline /s") * NEARLY_ALL;
    Sustained held =
        new Pipeline(weir, progress).sustained(traffic.batches(), rate, plan.sustained());
    book.add("sustained events /s", held.perSecond());
    book.add("sustained drain s", held.drainSeconds());
    book.add("sustained MiB", held.mib());
    book.remark(
        "sustained for " + plan.sustained().toSeconds() + " s, then waiting: " + held.lag());
  }

  void rebuild() throws IOException, InterruptedException {
    book.add("rebuild entries /s", Rebuild.perSecond(weir, progress));
  }

  /** The same burst, with as many accounts and rows as the plan says. */
  void growth() throws IOException, InterruptedException {
    Traffic many = new Traffic(weir.port(), plan.manyAccounts());
    Opened.accounts(weir.port(), many);
    progress.awaitNone(LONGEST_DRAIN);
    Pipeline pipeline = new Pipeline(weir, progress);
    while (progress.rows() < plan.manyRows()) {
      pipeline.burst(many.batches(), plan.burst());
    }
    book.add("grown Weir cpu us/event", pipeline.burst(many.batches(), plan.burst()).cpuMicros());
    book.remark(
        "grown: %d accounts, %d ledger rows".formatted(plan.manyAccounts(), progress.rows()));
  }
}
