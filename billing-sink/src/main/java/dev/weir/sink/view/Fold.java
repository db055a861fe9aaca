package dev.weir.sink.view;

import dev.weir.accounting.Account;
import dev.weir.accounting.BrokenInvariant;
import dev.weir.accounting.LedgerEntry;
import dev.weir.accounting.Rules;
import dev.weir.sink.ledger.BrokenLedger;
import org.jspecify.annotations.Nullable;

/** One step of the fold: a view and the next entry make the next view. */
final class Fold {
  private Fold() {}

  /**
   * The view after the entry, or null if the view has the entry already (the topic is read at least
   * once). An entry that leaves a gap, breaks the chain or disagrees with its own balance stops the
   * fold.
   */
  static @Nullable View next(@Nullable View before, LedgerEntry entry, long offset) {
    Account account = before == null ? Account.unseen(entry.account()) : before.account();
    if (entry.seq() <= account.seq()) {
      return null;
    }
    if (entry.seq() != account.seq() + 1) {
      throw broken(entry, offset, "expected seq " + (account.seq() + 1) + ", found " + entry.seq());
    }
    if (!entry.prevHash().equals(account.hash())) {
      throw broken(entry, offset, "its previous hash is not that of the entry before it");
    }
    Account after = evolved(account, entry, offset);
    return before == null
        ? new View(after, entry.amount(), offset, offset)
        : new View(
            after, Math.addExact(before.sum(), entry.amount()), before.firstOffset(), offset);
  }

  private static Account evolved(Account account, LedgerEntry entry, long offset) {
    try {
      return Rules.evolve(account, entry);
    } catch (BrokenInvariant contradiction) {
      throw broken(entry, offset, String.valueOf(contradiction.getMessage()));
    }
  }

  private static BrokenLedger broken(LedgerEntry entry, long offset, String what) {
    return new BrokenLedger(
        "entry %d of %s at offset %d: %s"
            .formatted(entry.seq(), entry.account().text(), offset, what));
  }
}
