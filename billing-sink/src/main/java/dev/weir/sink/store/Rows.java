package dev.weir.sink.store;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Mode;
import dev.weir.accounting.Note;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;

/** From the columns of {@code ledger_entry} to the types of this module. */
final class Rows {
  static final String LINE =
      "seq, kind, amount, balance_after, draws, command_id, at, operation, reason, metadata,"
          + " prev_hash, hash";

  private Rows() {}

  static AccountKey account(ResultSet row) throws SQLException {
    return new AccountKey(
        row.getString("tenant"), Mode.parse(row.getString("mode")), row.getString("user_id"));
  }

  static LedgerLine line(ResultSet row) throws SQLException {
    Timestamp at = row.getTimestamp("at");
    return new LedgerLine(
        row.getLong("seq"),
        row.getString("kind"),
        row.getLong("amount"),
        row.getLong("balance_after"),
        Draws.fromJson(row.getString("draws")),
        row.getString("command_id"),
        at.getTime(),
        new Note(row.getString("operation"), row.getString("reason"), row.getString("metadata")),
        row.getString("prev_hash"),
        row.getString("hash"));
  }
}
