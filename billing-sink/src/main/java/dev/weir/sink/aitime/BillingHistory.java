package dev.weir.sink.aitime;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.accounting.AccountKey;
import dev.weir.accounting.LedgerEntry;
import dev.weir.sink.read.Cursor;
import dev.weir.sink.read.History;
import dev.weir.sink.store.BillingReads;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the documents tell of the past, from PostgreSQL's rows once they have all that the view
 * shows. Rows after that are left out: they may be half of what a command did.
 */
public final class BillingHistory {
  private final History history;
  private final BillingReads rows;

  public BillingHistory(History history, BillingReads rows) {
    this.history = history;
    this.rows = rows;
  }

  /** Some events, newest first, and where to go on; null at the end. */
  public record Page(
      List<BillingEvent> events,
      @JsonProperty("next_cursor") @JsonInclude(JsonInclude.Include.ALWAYS)
          @Nullable String nextCursor) {}

  UsageAnalytics usage(AccountKey key, long known, LocalDate first, LocalDate last) {
    history.await(key, known);
    return UsageAnalytics.of(
        rows.used(key, known, startOf(first), startOf(last.plusDays(1))), first, last);
  }

  /** Entries that move nothing are left out, so a page may take several reads to fill. */
  Page events(AccountKey key, long known, long beforeSeq, int limit) {
    history.await(key, known);
    List<BillingEvent> events = new ArrayList<>();
    long before = Math.min(beforeSeq, known + 1);
    while (true) {
      List<LedgerEntry> entries = rows.newest(key, before, limit + 1);
      for (LedgerEntry entry : entries) {
        BillingEvent event = BillingEvent.of(entry).orElse(null);
        if (event != null && events.size() == limit) {
          return new Page(events, Cursor.text(before));
        }
        if (event != null) {
          events.add(event);
        }
        before = entry.seq();
      }
      if (entries.size() <= limit) {
        return new Page(events, null);
      }
    }
  }

  private static long startOf(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }
}
