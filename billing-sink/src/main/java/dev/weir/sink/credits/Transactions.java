package dev.weir.sink.credits;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.LedgerEntry;
import dev.weir.sink.read.History;
import dev.weir.sink.store.BillingReads;
import dev.weir.sink.view.View;
import java.util.ArrayList;
import java.util.List;

/** The newest transactions of an account, found by walking its ledger backwards. */
public final class Transactions {
  private static final int CHUNK = 200;

  private final History history;
  private final BillingReads rows;

  public Transactions(History history, BillingReads rows) {
    this.history = history;
    this.rows = rows;
  }

  /** Entries before a seq, the newest first. */
  @FunctionalInterface
  interface Pages {
    List<LedgerEntry> page(long beforeSeq, int limit);
  }

  /**
   * @param known the view up to which the ledger is to be seen
   */
  List<Transaction> newest(AccountKey account, View known, int limit) {
    history.await(account, known.seq());
    return newest(
        (before, count) -> rows.newest(account, before, count),
        known.seq(),
        known.account().held(),
        limit);
  }

  /** What was held after each entry follows from what is held after the newest. */
  static List<Transaction> newest(Pages pages, long seq, long held, int limit) {
    List<Transaction> found = new ArrayList<>();
    long heldAfter = held;
    List<LedgerEntry> entries = pages.page(seq + 1, CHUNK);
    while (!entries.isEmpty() && found.size() < limit) {
      for (LedgerEntry entry : entries) {
        if (Transaction.moves(entry) && found.size() < limit) {
          found.add(Transaction.of(entry, entry.balanceAfter() - heldAfter));
        }
        heldAfter -= entry.heldChange();
      }
      entries = pages.page(entries.getLast().seq(), CHUNK);
    }
    return found;
  }
}
