package dev.weir.sink.ledger;

import dev.weir.accounting.LedgerEntry;

/** From a record's bytes to the entry in them. */
@FunctionalInterface
public interface LedgerReader {
  /**
   * An entry, and the command in whose name it was written.
   *
   * @param commandPartition partition and offset of the command in its topic
   * @param following how many entries of the same account and command come right behind it
   */
  record Read(LedgerEntry entry, int commandPartition, long commandOffset, int following) {

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
  Read read(byte @org.jspecify.annotations.Nullable [] value, int partition, long offset);
}
