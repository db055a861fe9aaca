package dev.weir.streams.replay;

import org.jspecify.annotations.Nullable;

/**
 * What came of one partition.
 *
 * @param commands records of the command log that were decided again
 * @param entries ledger entries that are the same, byte for byte
 * @param rewritten entries that say the same, but were written under an older schema
 * @param difference the first one and what it consists of, or null; nothing after it was compared
 */
public record Comparison(
    int partition, long commands, long entries, long rewritten, @Nullable String difference) {

  public boolean same() {
    return difference == null;
  }
}
