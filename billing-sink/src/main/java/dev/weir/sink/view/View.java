package dev.weir.sink.view;

import dev.weir.accounting.Account;

/**
 * An account as the ledger tells it so far.
 *
 * @param account the fold of its entries
 * @param sum the entries' amounts added up, micro-units; kept apart from the fold, to compare
 * @param firstOffset where the account's first entry stands in its partition of the ledger
 * @param lastOffset where the newest one stands
 */
public record View(Account account, long sum, long firstOffset, long lastOffset) {
  public long seq() {
    return account.seq();
  }

  /** What it takes of the heap, counted in buckets and holds. */
  int weight() {
    return 4
        + account.buckets().size()
        + account.buckets().closed().size()
        + account.holds().size();
  }
}
