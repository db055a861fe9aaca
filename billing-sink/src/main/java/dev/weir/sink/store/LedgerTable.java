package dev.weir.sink.store;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.LedgerEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Puts rows into {@code ledger_entry}: one COPY a batch. */
final class LedgerTable {
  private static final int COLUMNS = 21;
  private static final int EXPECTED_ROW_BYTES = 700;

  private static final String COPY =
      """
      COPY ledger_entry (tenant, mode, user_id, seq, kind, amount, balance_after, draws, command_id,
        at, operation, reason, metadata, prev_hash, hash, entry, recorded_at, command_partition,
        command_offset, ledger_partition, ledger_offset)
      FROM STDIN (FORMAT binary)\
      """;

  private LedgerTable() {}

  static void insert(Connection connection, List<LedgerRow> rows) throws SQLException {
    BinaryCopy copy = new BinaryCopy(rows.size() * EXPECTED_ROW_BYTES);
    rows.forEach(row -> append(copy, row));
    CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
    try {
      copy.writeTo(in);
      in.endCopy();
    } finally {
      if (in.isActive()) {
        in.cancelCopy();
      }
    }
  }

  private static void append(BinaryCopy copy, LedgerRow row) {
    LedgerEntry entry = row.entry();
    AccountKey account = entry.account();
    copy.row(COLUMNS)
        .text(account.tenant())
        .text(account.mode().text())
        .text(account.user())
        .int8(entry.seq())
        .text(entry.fact().kind().text())
        .int8(entry.amount())
        .int8(entry.balanceAfter())
        .jsonb(Draws.toJson(entry.draws()))
        .text(entry.commandId())
        .timestamp(entry.at())
        .text(entry.note().operation())
        .text(entry.note().reason())
        .text(entry.note().metadata())
        .text(entry.prevHash())
        .text(entry.hash())
        .bytes(row.raw())
        .timestamp(row.recordedAt())
        .int4(row.command().partition())
        .int8(row.command().offset())
        .int4(row.ledger().partition())
        .int8(row.ledger().offset());
  }
}
