package dev.weir.sink.store;

import dev.weir.accounting.LedgerEntry;
import org.jspecify.annotations.Nullable;

/**
 * One ledger entry on its way to a row: the entry, its bytes as the topic holds them, and where it
 * came from.
 */
@SuppressWarnings("ArrayRecordComponent") // Rows are written, never compared.
record LedgerRow(LedgerEntry entry, byte[] raw, long recordedAt, Origin command, Origin ledger) {

  /** A place in a topic, and the trace in which it was written, if it was traced. */
  record Origin(int partition, long offset, @Nullable String traceparent) {
    Origin(int partition, long offset) {
      this(partition, offset, null);
    }
  }
}
