package dev.weir.sink.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.LedgerEntry;
import dev.weir.sink.check.Report.Difference;
import dev.weir.sink.check.Report.Sums;
import dev.weir.sink.lag.GroupLag;
import dev.weir.sink.lag.LagWatch;
import dev.weir.sink.lag.TopicOffsets;
import dev.weir.sink.ledger.LedgerReader;
import dev.weir.sink.ledger.LedgerScan;
import dev.weir.sink.store.AccountSum;
import dev.weir.sink.store.LedgerReads;
import dev.weir.sink.support.Teller;
import dev.weir.sink.view.View;
import dev.weir.sink.view.Views;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

/** Two partitions, and accounts that all three know, or only one of them. */
class ReconcileTest {
  private static final long MONDAY = Instant.parse("2026-11-16T10:00:00Z").toEpochMilli();
  private static final long END = 1_000;
  private static final Set<Integer> HERE = Set.of(0, 1);

  private final Teller teller = new Teller();
  private final Map<Integer, List<View>> seen = new HashMap<>();
  private final Map<Integer, List<LedgerEntry>> told = new HashMap<>();
  private final Map<Integer, List<AccountSum>> stored = new HashMap<>();

  private final Views views = mock(Views.class);
  private final LedgerScan scan = mock(LedgerScan.class);
  private final LedgerReads rows = mock(LedgerReads.class);
  private final Reconcile reconcile = reconcile();

  private Reconcile reconcile() {
    TopicOffsets offsets = mock(TopicOffsets.class);
    when(offsets.ends(any(), any())).thenReturn(Map.of(0, END, 1, END));
    GroupLag folded = mock(GroupLag.class);
    when(folded.next(anyInt())).thenReturn(END);
    LagWatch lag = mock(LagWatch.class);
    when(lag.views()).thenReturn(folded);
    return new Reconcile(
        "ledger", new Reconcile.Sources(views, scan, rows), offsets, lag, new CheckCounts());
  }

  @BeforeEach
  void threeSources() {
    when(views.partitionsHere()).thenReturn(new TreeSet<>(HERE));
    when(rows.nextOffsets()).thenReturn(Map.of(0, END, 1, END));
    for (int partition : HERE) {
      seen.put(partition, new ArrayList<>());
      told.put(partition, new ArrayList<>());
      stored.put(partition, new ArrayList<>());
      doAnswer(
              asked -> {
                Consumer<View> visit = asked.getArgument(1);
                seen.get(partition).forEach(visit);
                return null;
              })
          .when(views)
          .each(eq(partition), any());
      doAnswer(
              asked -> {
                LedgerScan.Visitor visitor = asked.getArgument(3);
                told.get(partition)
                    .forEach(entry -> visitor.visit(new LedgerReader.Read(entry, 0, 0, 0), 0));
                return null;
              })
          .when(scan)
          .all(eq(partition), anyLong(), anyLong(), any());
      doAnswer(
              asked -> {
                Consumer<AccountSum> visit = asked.getArgument(2);
                stored.get(partition).forEach(visit);
                return null;
              })
          .when(rows)
          .sums(eq(partition), anyLong(), any());
    }
  }

  /** What is held at one time is no more than one partition's accounts. */
  @Test
  void isThroughWithOnePartitionBeforeItLooksAtTheNext() {
    reconcile.here();
    InOrder order = inOrder(views, scan, rows);
    for (int partition : new TreeSet<>(HERE)) {
      order.verify(views).each(eq(partition), any());
      order.verify(scan).all(eq(partition), eq(0L), eq(END), any());
      order.verify(rows).sums(eq(partition), eq(END), any());
    }
  }

  @Test
  void whatAllPartitionsAddUpToIsOneReport() {
    AccountKey equal = Teller.sheen("equal");
    AccountKey another = Teller.sheen("another");
    AccountKey withoutRows = Teller.sheen("without-rows");
    AccountKey onlyRows = Teller.sheen("only-rows");
    int entries = folded(0, equal).size() + folded(1, another).size();
    stored.get(0).add(sum(equal, told.get(0)));
    stored.get(1).add(sum(another, told.get(1)));
    entries += folded(1, withoutRows).size();
    stored.get(0).add(new AccountSum(onlyRows, 1, 1, 5, 0));

    Report report = reconcile.here();

    assertThat(report.accounts()).isEqualTo(4);
    assertThat(report.entries()).isEqualTo(entries);
    assertThat(report.skipped()).isZero();
    assertThat(report.differing()).isEqualTo(2);
    assertThat(report.differences())
        .extracting(Difference::account)
        .containsExactlyInAnyOrder(withoutRows.text(), onlyRows.text());
    long each = teller.account(equal).total();
    assertThat(report.totals())
        .isEqualTo(Map.of("sheen/live", new Sums(3 * each, 3 * each, 2 * each + 5)));
  }

  /** The account's entries, as they are in the partition's topic and its view. */
  private List<LedgerEntry> folded(int partition, AccountKey account) {
    List<LedgerEntry> entries = teller.grants(account, 60, MONDAY);
    told.get(partition).addAll(entries);
    seen.get(partition)
        .add(new View(teller.account(account), teller.account(account).total(), 0, END - 1));
    return entries;
  }

  private static AccountSum sum(AccountKey account, List<LedgerEntry> entries) {
    Tally tally = new Tally();
    entries.forEach(tally::add);
    return new AccountSum(account, tally.count(), tally.lastSeq(), tally.amount(), tally.mixed());
  }
}
