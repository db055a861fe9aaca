package dev.weir.sink.credits;

import dev.weir.sink.store.LedgerLine;
import java.util.ArrayList;
import java.util.List;

/** The newest transactions of an account, found by walking its ledger backwards. */
final class Transactions {
  private static final int CHUNK = 200;

  /** Entries after a seq, in order; seqs have no gaps. */
  @FunctionalInterface
  interface Pages {
    List<LedgerLine> page(long after, int limit);
  }

  private Transactions() {}

  /**
   * @param seq of the newest entry that is to be seen
   */
  static List<Transaction> newest(Pages pages, long seq, int limit) {
    List<Transaction> found = new ArrayList<>();
    for (long end = seq; end > 0 && found.size() < limit; end -= CHUNK) {
      long after = Math.max(0, end - CHUNK);
      List<LedgerLine> lines = pages.page(after, (int) (end - after));
      for (LedgerLine line : lines.reversed()) {
        if (Transaction.moves(line) && found.size() < limit) {
          found.add(Transaction.of(line));
        }
      }
    }
    return found;
  }
}
