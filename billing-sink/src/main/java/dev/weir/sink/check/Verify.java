package dev.weir.sink.check;

import dev.weir.accounting.AccountKey;
import dev.weir.edge.problem.Problem;
import dev.weir.sink.check.Report.Sums;
import dev.weir.sink.ledger.BrokenLedger;
import dev.weir.sink.ledger.LedgerReader;
import dev.weir.sink.ledger.LedgerScan;
import dev.weir.sink.read.Pause;
import dev.weir.sink.read.Places;
import dev.weir.sink.store.AccountSum;
import dev.weir.sink.store.LedgerReads;
import dev.weir.sink.view.View;
import dev.weir.sink.view.Views;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Recomputes one account from its ledger, three times over. */
public final class Verify {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /** A longer stretch of the topic is not read for one account; its running sum stands in. */
  private static final long LONGEST_SCAN = 2_000_000;

  private final Views views;
  private final LedgerScan scan;
  private final LedgerReads rows;
  private final LedgerReader reader;
  private final CheckCounts counts;
  private final Places places;

  public Verify(Reconcile.Sources sources, LedgerReader reader, CheckCounts counts, Places places) {
    this.views = sources.views();
    this.scan = sources.scan();
    this.rows = sources.rows();
    this.reader = reader;
    this.counts = counts;
    this.places = places;
  }

  public Verification verify(AccountKey account) {
    return places.in(
        () -> {
          View view = views.get(account);
          Verification found = view == null ? Verification.OF_NOTHING : verify(account, view);
          counts.verified(found.valid());
          return found;
        });
  }

  private Verification verify(AccountKey account, View view) {
    int partition = views.partition(account);
    awaitRows(partition, view);
    RowChain chain = new RowChain(account);
    rows.each(
        account,
        view.seq(),
        (line, bytes) -> {
          try {
            chain.add(line, reader.read(bytes, partition, line.seq()).entry());
          } catch (BrokenLedger unreadable) {
            chain.unreadable();
          }
        });
    AccountSum stored = rows.sum(account, view.seq());
    Tally topic = topic(account, partition, view);
    boolean sameEntries =
        topic == null
            || (topic.gapless()
                && topic.count() == stored.count()
                && topic.mixed() == stored.mixed());
    return new Verification(
        view.seq(),
        chain.chainedTo(view.account().hash()) && sameEntries,
        chain.conservedTo(view.account()),
        new Sums(
            view.account().total(), topic == null ? view.sum() : topic.amount(), stored.amount()),
        view.account());
  }

  /**
   * Rows that are still on their way are no finding; rows the writer has passed by and lost are.
   */
  private void awaitRows(int partition, View view) {
    boolean there =
        Pause.until(
            () -> rows.nextOffsets().getOrDefault(partition, 0L) > view.lastOffset(), LONGEST_WAIT);
    if (!there) {
      throw Problem.unavailable(
          "history_behind", "The newest entries are not in the database yet.", 1);
    }
  }

  /** The account's entries in the topic; null if they are spread over too much of it. */
  private @Nullable Tally topic(AccountKey account, int partition, View view) {
    if (view.lastOffset() - view.firstOffset() > LONGEST_SCAN) {
      return null;
    }
    Tally tally = new Tally();
    scan.ofAccount(
        partition,
        account.text(),
        view.firstOffset(),
        view.lastOffset() + 1,
        (read, _) -> tally.add(read.entry()));
    return tally;
  }
}
