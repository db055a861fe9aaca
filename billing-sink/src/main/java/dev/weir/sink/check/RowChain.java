package dev.weir.sink.check;

import dev.weir.accounting.Account;
import dev.weir.accounting.AccountKey;
import dev.weir.accounting.LedgerEntry;
import dev.weir.accounting.Rules;
import dev.weir.sink.store.LedgerLine;

/** Goes through an account's rows one by one and looks whether each could be the next. */
final class RowChain {
  private Account folded;
  private long seq;
  private String hash = Account.GENESIS;
  private boolean chained = true;
  private boolean conserved = true;

  RowChain(AccountKey account) {
    folded = Account.unseen(account);
  }

  /**
   * @param line what the columns say
   * @param entry what the bytes beside them say
   */
  void add(LedgerLine line, LedgerEntry entry) {
    chained &=
        line.equals(LedgerLine.of(entry))
            && entry.seq() == seq + 1
            && entry.prevHash().equals(hash)
            && entry.hash().equals(entry.computeHash());
    seq = entry.seq();
    hash = entry.hash();
    fold(entry);
  }

  /** A row whose bytes are no entry. */
  void unreadable() {
    chained = false;
    conserved = false;
  }

  private void fold(LedgerEntry entry) {
    // After the first contradiction there is no account that a further entry could be folded into.
    if (!conserved || !chained) {
      conserved = false;
      return;
    }
    try {
      folded = Rules.evolve(folded, entry);
    } catch (RuntimeException contradiction) {
      // Whatever the fold trips over is the finding: these rows are not a ledger.
      conserved = false;
    }
  }

  boolean chainedTo(String lastHash) {
    return chained && hash.equals(lastHash);
  }

  /** The buckets added up at every prefix, and the end of it is this account. */
  boolean conservedTo(Account account) {
    return conserved && folded.equals(account);
  }
}
