package dev.weir.sink.ledger;

import dev.weir.accounting.LedgerEntry;
import org.jspecify.annotations.Nullable;

/** From a record's bytes to the entry in them. */
@FunctionalInterface
public interface LedgerReader {
  /**
   * An entry, and the command in whose name it was written.
   *
   * @param commandPartition partition and offset of the command in its topic
   * @param following how many entries of the same account and command come right behind it
   * @param traceparent in which trace, if it was traced
   */
  record Read(
      LedgerEntry entry,
      int commandPartition,
      long commandOffset,
      int following,
      @Nullable String traceparent) {

    public Read(LedgerEntry entry, int commandPartition, long commandOffset, int following) {
      this(entry, commandPartition, commandOffset, following, null);
    }

    /** The account is as the command left it. */
    public boolean last() {
      return following == 0;
    }
  }

  /**
   * Reads a value; the place is for the message if it cannot be read, which nothing may skip.
   *
   * @param value null for a record without one
   */
  Read read(byte @Nullable [] value, int partition, long offset);
}
