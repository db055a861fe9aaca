package dev.weir.sink.check;

import dev.weir.sink.lag.LagWatch;
import dev.weir.sink.lag.TopicOffsets;
import dev.weir.sink.ledger.LedgerScan;
import dev.weir.sink.store.LedgerReads;
import dev.weir.sink.view.Views;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.IsolationLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares view, ledger topic and PostgreSQL for every account whose view lives here. Nothing has
 * to stand still for it: each view is compared at its own seq, topic and rows at one common offset.
 */
public final class Reconcile {
  private static final Logger LOG = LoggerFactory.getLogger(Reconcile.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String topic;
  private final Views views;
  private final LedgerScan scan;
  private final LedgerReads rows;
  private final TopicOffsets offsets;
  private final LagWatch lag;
  private final CheckCounts counts;

  /** The three that are compared. */
  public record Sources(Views views, LedgerScan scan, LedgerReads rows) {}

  public Reconcile(
      String topic, Sources sources, TopicOffsets offsets, LagWatch lag, CheckCounts counts) {
    this.topic = topic;
    this.views = sources.views();
    this.scan = sources.scan();
    this.rows = sources.rows();
    this.offsets = offsets;
    this.lag = lag;
    this.counts = counts;
  }

  /** One at a time: it reads everything there is. */
  public synchronized Report here() {
    Map<Integer, Long> ends = offsets.ends(topic, IsolationLevel.READ_COMMITTED);
    Findings findings = new Findings();
    for (int partition : views.partitionsHere()) {
      compare(partition, ends.getOrDefault(partition, 0L), findings);
    }
    Report report = findings.report();
    counts.reconciled(report);
    LOG.info(
        "reconciled {} accounts, {} entries: {} differ, {} could not be compared",
        report.accounts(),
        report.entries(),
        report.differing(),
        report.skipped());
    return report;
  }

  /**
   * Views first, then the topic up to where the rows have come, then the rows. An account is let go
   * as soon as its rows are known: there can be more of them than the heap has room for.
   */
  private void compare(int partition, long end, Findings findings) {
    await(() -> lag.views().next(partition) >= end);
    Map<String, Compared> accounts = new HashMap<>();
    long[] newest = {-1};
    views.each(
        partition,
        view -> {
          Compared compared = Compared.of(view);
          accounts.put(compared.account(), compared);
          newest[0] = Math.max(newest[0], view.lastOffset());
        });
    await(() -> stored(partition) > newest[0]);
    long cut = stored(partition);
    scan.all(
        partition,
        0,
        cut,
        (read, offset) ->
            accounts
                .computeIfAbsent(read.entry().account().text(), Compared::unseen)
                .topicSays(read.entry(), offset));
    rows.sums(
        partition,
        cut,
        sum -> {
          String account = sum.account().text();
          Compared known = accounts.remove(account);
          Compared compared = known == null ? Compared.unseen(account) : known;
          compared.databaseSays(sum);
          findings.add(compared, end, cut);
        });
    accounts.values().forEach(withoutRows -> findings.add(withoutRows, end, cut));
  }

  private long stored(int partition) {
    return rows.nextOffsets().getOrDefault(partition, 0L);
  }

  /** Waits a while; if it was in vain, what lags shows in the report. */
  private static void await(BooleanSupplier there) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!there.getAsBoolean() && System.nanoTime() < until) {
        Thread.sleep(50);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
