package dev.weir.sink.store;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.LedgerEntry;
import dev.weir.sink.ledger.LedgerReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What billing pages ask of the ledger's rows: the newest first, and use by day and operation. */
public final class BillingReads {
  private static final String OF_ACCOUNT =
      " FROM ledger_entry WHERE tenant = ? AND mode = ? AND user_id = ?";

  private static final String NEWEST =
      "SELECT entry" + OF_ACCOUNT + " AND seq < ? ORDER BY seq DESC LIMIT ?";

  private static final String USED =
      "SELECT (at AT TIME ZONE 'UTC')::date, coalesce(operation, 'other'), -sum(amount)"
          + OF_ACCOUNT
          + " AND seq <= ? AND kind IN ('charged', 'captured') AND at >= ? AND at < ?"
          + " GROUP BY 1, 2";

  private static final int NOT_FROM_A_TOPIC = -1;

  private final DataSource dataSource;
  private final LedgerReader reader;

  public BillingReads(DataSource dataSource, LedgerReader reader) {
    this.dataSource = dataSource;
    this.reader = reader;
  }

  /** One operation's use on one UTC day, in micro-units. */
  public record Used(LocalDate day, String operation, long micros) {}

  /** Newest first, all of them before a seq. */
  public List<LedgerEntry> newest(AccountKey account, long beforeSeq, int limit) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(NEWEST)) {
      about(statement, account);
      statement.setLong(4, beforeSeq);
      statement.setInt(5, limit);
      try (ResultSet rows = statement.executeQuery()) {
        List<LedgerEntry> entries = new ArrayList<>();
        while (rows.next()) {
          entries.add(reader.read(rows.getBytes(1), NOT_FROM_A_TOPIC, NOT_FROM_A_TOPIC).entry());
        }
        return entries;
      }
    } catch (SQLException failure) {
      throw new DatabaseAway(failure);
    }
  }

  /** Up to a seq, and from an instant until, and not including, another. */
  public List<Used> used(AccountKey account, long upToSeq, long from, long until) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(USED)) {
      about(statement, account);
      statement.setLong(4, upToSeq);
      statement.setObject(5, utc(from));
      statement.setObject(6, utc(until));
      try (ResultSet rows = statement.executeQuery()) {
        List<Used> used = new ArrayList<>();
        while (rows.next()) {
          LocalDate day = rows.getObject(1, LocalDate.class);
          used.add(new Used(day, rows.getString(2), rows.getBigDecimal(3).longValueExact()));
        }
        return used;
      }
    } catch (SQLException failure) {
      throw new DatabaseAway(failure);
    }
  }

  private static OffsetDateTime utc(long epochMs) {
    return Instant.ofEpochMilli(epochMs).atOffset(ZoneOffset.UTC);
  }

  private static void about(PreparedStatement statement, AccountKey account) throws SQLException {
    statement.setString(1, account.tenant());
    statement.setString(2, account.mode().text());
    statement.setString(3, account.user());
  }
}
