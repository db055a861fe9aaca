package dev.weir.sink.check;

import dev.weir.accounting.AccountKey;
import dev.weir.sink.check.Report.Difference;
import dev.weir.sink.check.Report.Sums;
import dev.weir.sink.lag.LagWatch;
import dev.weir.sink.lag.TopicOffsets;
import dev.weir.sink.ledger.LedgerScan;
import dev.weir.sink.store.LedgerReads;
import dev.weir.sink.view.Views;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
    Map<Integer, Part> parts = new TreeMap<>();
    for (int partition : views.partitionsHere()) {
      parts.put(partition, read(partition, ends.getOrDefault(partition, 0L)));
    }
    Map<Integer, Long> cuts = new TreeMap<>();
    parts.forEach((partition, part) -> cuts.put(partition, part.cut));
    Map<String, Compared> known = new HashMap<>();
    parts.values().forEach(part -> known.putAll(part.accounts));
    Part onlyRows = new Part(0, Long.MAX_VALUE, new HashMap<>());
    rows.sums(
        cuts,
        sum -> {
          String account = sum.account().text();
          Compared compared = known.get(account);
          if (compared == null) {
            compared = onlyRows.accounts.computeIfAbsent(account, Compared::unseen);
          }
          compared.databaseSays(sum);
        });
    List<Part> all = new ArrayList<>(parts.values());
    all.add(onlyRows);
    Report report = report(all);
    counts.reconciled(report);
    LOG.info(
        "reconciled {} accounts, {} entries: {} differ, {} could not be compared",
        report.accounts(),
        report.entries(),
        report.differing(),
        report.skipped());
    return report;
  }

  /** What one partition holds: views first, then the topic up to where the rows have come. */
  private record Part(long viewsHadSeen, long cut, Map<String, Compared> accounts) {}

  private Part read(int partition, long end) {
    await(() -> lag.views().next(partition) >= end);
    Map<String, Compared> accounts = new HashMap<>();
    long[] newest = {-1};
    views.each(
        partition,
        view -> {
          accounts.put(view.account().key().text(), Compared.of(view));
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
    return new Part(end, cut, accounts);
  }

  private long stored(int partition) {
    return rows.nextOffsets().getOrDefault(partition, 0L);
  }

  private static Report report(List<Part> parts) {
    Map<String, Sums> totals = new TreeMap<>();
    List<Difference> listed = new ArrayList<>();
    long accounts = 0;
    long entries = 0;
    long skipped = 0;
    long differing = 0;
    for (Part part : parts) {
      for (Map.Entry<String, Compared> account : part.accounts.entrySet()) {
        Compared compared = account.getValue();
        entries += compared.entries();
        if (compared.beyond(part.cut)) {
          skipped++;
          continue;
        }
        accounts++;
        AccountKey key = AccountKey.parse(account.getKey());
        totals.merge(key.tenant() + "/" + key.mode().text(), compared.sums(), Sums::plus);
        Optional<Difference> difference = compared.difference(part.viewsHadSeen);
        if (difference.isPresent()) {
          differing++;
          if (listed.size() < Report.LISTED) {
            listed.add(difference.get());
          }
        }
      }
    }
    return new Report(Instant.now(), accounts, entries, skipped, totals, listed, differing);
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
