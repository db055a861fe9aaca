package dev.weir.sink.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;

/**
 * Sees to it that every month about to be written has its partition. A month that begins finds its
 * own made long ago; records from the past (a replay into an empty database) get theirs when they
 * come.
 */
final class LedgerMonths {
  private static final int AHEAD = 3;

  private final Set<YearMonth> known = new HashSet<>();

  /** The month of {@code recordedAt} and the next three; asks the database only about new ones. */
  void ensure(Connection connection, long recordedAt) throws SQLException {
    YearMonth month = YearMonth.from(Instant.ofEpochMilli(recordedAt).atOffset(ZoneOffset.UTC));
    for (int i = 0; i <= AHEAD; i++) {
      make(connection, month.plusMonths(i));
    }
  }

  /** After a failure: somebody may have dropped what was known. */
  void forget() {
    known.clear();
  }

  private void make(Connection connection, YearMonth month) throws SQLException {
    if (known.contains(month)) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT ensure_ledger_month(?)")) {
      statement.setObject(1, month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC));
      statement.execute();
    }
    known.add(month);
  }
}
