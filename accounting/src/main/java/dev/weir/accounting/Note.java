package dev.weir.accounting;

import org.jspecify.annotations.Nullable;

/**
 * What the caller said about a command, carried into its entries.
 *
 * @param metadata canonical JSON text as docs/ledger.md defines it; the core carries it unread
 */
public record Note(@Nullable String operation, @Nullable String reason, @Nullable String metadata) {

  public static final Note NONE = new Note(null, null, null);

  public static Note of(String operation) {
    return new Note(operation, null, null);
  }

  public static Note because(String reason) {
    return new Note(null, reason, null);
  }
}
