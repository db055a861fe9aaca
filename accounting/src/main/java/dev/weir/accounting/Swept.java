package dev.weir.accounting;

import java.util.List;

/** What fell due on an account without a command. */
public record Swept(List<LedgerEntry> entries, Account after) {

  public Swept {
    entries = List.copyOf(entries);
  }
}
