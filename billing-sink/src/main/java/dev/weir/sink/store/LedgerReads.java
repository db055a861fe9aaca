package dev.weir.sink.store;

import dev.weir.accounting.AccountKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** What the read side asks PostgreSQL. Every failure is a {@link DatabaseAway}. */
public final class LedgerReads {
  private static final int FETCH = 1_000;

  private static final String OF_ACCOUNT =
      " FROM ledger_entry WHERE tenant = ? AND mode = ? AND user_id = ?";

  private static final String PAGE =
      "SELECT " + Rows.LINE + OF_ACCOUNT + " AND seq > ? ORDER BY seq LIMIT ?";

  private static final String ALL =
      "SELECT " + Rows.LINE + ", entry" + OF_ACCOUNT + " AND seq <= ? ORDER BY seq";

  private static final String UNTIL =
      "SELECT entry, ledger_partition, ledger_offset"
          + OF_ACCOUNT
          + " AND seq <= ? AND at <= ? ORDER BY seq";

  private static final String LAST_SEQ = "SELECT seq" + OF_ACCOUNT + " ORDER BY seq DESC LIMIT 1";

  private static final String MIXED = "bit_xor(('x' || left(hash, 16))::bit(64)::bigint)";

  private static final String SUM_OF_ACCOUNT =
      "SELECT tenant, mode, user_id, count(*), max(seq), sum(amount), "
          + MIXED
          + OF_ACCOUNT
          + " AND seq <= ? GROUP BY 1, 2, 3";

  private static final String SUMS =
      "SELECT tenant, mode, user_id, count(*), max(seq), sum(amount), "
          + MIXED
          + " FROM ledger_entry WHERE ledger_partition = ? AND ledger_offset < ? GROUP BY 1, 2, 3";

  private final DataSource dataSource;
  private final SinkOffsets offsets;

  public LedgerReads(DataSource dataSource, String topic) {
    this.dataSource = dataSource;
    this.offsets = new SinkOffsets(topic);
  }

  /** At most {@code limit} entries after {@code after}, in order. */
  public List<LedgerLine> page(AccountKey account, long after, int limit) {
    return asked(
        PAGE,
        statement -> {
          about(statement, account);
          statement.setLong(4, after);
          statement.setInt(5, limit);
        },
        rows -> {
          List<LedgerLine> lines = new ArrayList<>();
          while (rows.next()) {
            lines.add(Rows.line(rows));
          }
          return lines;
        });
  }

  /** The last seq that is stored; 0 for none. */
  public long lastSeq(AccountKey account) {
    return asked(LAST_SEQ, s -> about(s, account), rows -> rows.next() ? rows.getLong(1) : 0L);
  }

  /** Every entry up to a seq, in order, with the bytes beside it, and without holding them all. */
  public void each(AccountKey account, long upToSeq, BiConsumer<LedgerLine, byte[]> visit) {
    asked(
        ALL,
        statement -> {
          about(statement, account);
          statement.setLong(4, upToSeq);
        },
        rows -> {
          while (rows.next()) {
            visit.accept(Rows.line(rows), rows.getBytes("entry"));
          }
          return true;
        });
  }

  /** Receives an entry's bytes and where it stands in the topic. */
  @FunctionalInterface
  public interface EntryVisitor {
    void visit(byte[] entry, int partition, long offset);
  }

  /** The entries up to a seq whose time is not after {@code until}, in order. */
  public void until(AccountKey account, long upToSeq, long until, EntryVisitor visit) {
    asked(
        UNTIL,
        statement -> {
          about(statement, account);
          statement.setLong(4, upToSeq);
          statement.setTimestamp(5, new Timestamp(until));
        },
        rows -> {
          while (rows.next()) {
            visit.visit(rows.getBytes(1), rows.getInt(2), rows.getLong(3));
          }
          return true;
        });
  }

  /** What the account's rows up to a seq add up to, by PostgreSQL's own arithmetic. */
  public AccountSum sum(AccountKey account, long upToSeq) {
    return asked(
        SUM_OF_ACCOUNT,
        statement -> {
          about(statement, account);
          statement.setLong(4, upToSeq);
        },
        rows -> rows.next() ? sumOf(rows) : new AccountSum(account, 0, 0, 0, 0));
  }

  /** The same for every account with rows below the given offset of one partition. */
  public void sums(int partition, long belowOffset, Consumer<AccountSum> visit) {
    asked(
        SUMS,
        statement -> {
          statement.setInt(1, partition);
          statement.setLong(2, belowOffset);
        },
        rows -> {
          while (rows.next()) {
            visit.accept(sumOf(rows));
          }
          return true;
        });
  }

  /** By partition, the first offset of the topic that is not stored yet. */
  public Map<Integer, Long> nextOffsets() {
    try (Connection connection = dataSource.getConnection()) {
      return offsets.nextOffsets(connection);
    } catch (SQLException failure) {
      throw new DatabaseAway(failure);
    }
  }

  private static AccountSum sumOf(ResultSet row) throws SQLException {
    // numeric, so that even sums gone wrong do not wrap around unseen.
    long amount = row.getBigDecimal(6).longValueExact();
    return new AccountSum(
        Rows.account(row), row.getLong(4), row.getLong(5), amount, row.getLong(7));
  }

  private static void about(PreparedStatement statement, AccountKey account) throws SQLException {
    statement.setString(1, account.tenant());
    statement.setString(2, account.mode().text());
    statement.setString(3, account.user());
  }

  private interface Binding {
    void to(PreparedStatement statement) throws SQLException;
  }

  private interface Reading<T> {
    T from(ResultSet rows) throws SQLException;
  }

  private <T> T asked(String sql, Binding binding, Reading<T> reading) {
    try (Connection connection = dataSource.getConnection()) {
      // Outside a transaction the driver would fetch every row at once.
      connection.setAutoCommit(false);
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setFetchSize(FETCH);
        binding.to(statement);
        try (ResultSet rows = statement.executeQuery()) {
          return reading.from(rows);
        }
      } finally {
        connection.rollback();
      }
    } catch (SQLException failure) {
      throw new DatabaseAway(failure);
    }
  }
}
