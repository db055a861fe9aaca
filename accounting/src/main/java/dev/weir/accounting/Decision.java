package dev.weir.accounting;

import java.util.List;

/** The one outcome of a command. */
public sealed interface Decision {

  /**
   * @param entries in order, possibly none
   * @param after the account with the entries folded in
   */
  record Accepted(List<LedgerEntry> entries, Account after, Outcome outcome) implements Decision {
    public Accepted {
      entries = List.copyOf(entries);
    }
  }

  /** The same command came before; whatever was decided then is the answer. */
  record Duplicate(Remembered original) implements Decision {}

  /**
   * @param required the whole that was asked for, where a balance fell short, else 0
   * @param available what was there for it, where a balance fell short, else 0
   */
  record Rejected(Rejection code, String detail, long required, long available)
      implements Decision {}
}
