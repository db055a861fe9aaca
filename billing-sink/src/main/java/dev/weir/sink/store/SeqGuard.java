package dev.weir.sink.store;

import dev.weir.accounting.AccountKey;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks at every row's seq before it is written: one that is stored already is left out, one that
 * leaves a gap stops the writer. Partitions by month cannot carry a unique key without the month in
 * it, so the database alone would take an entry twice.
 */
final class SeqGuard {
  private static final int REMEMBERED = 50_000;

  private static final String HEADS =
      """
      SELECT a.tenant, a.mode, a.user_id, head.seq
      FROM unnest(?, ?, ?) AS a (tenant, mode, user_id)
      CROSS JOIN LATERAL (
        SELECT l.seq FROM ledger_entry l
        WHERE l.tenant = a.tenant AND l.mode = a.mode AND l.user_id = a.user_id
        ORDER BY l.seq DESC LIMIT 1) head\
      """;

  /** An entry is missing between what is stored and what came. */
  static final class Gap extends IllegalStateException {
    Gap(AccountKey account, long stored, LedgerRow came) {
      super(
          "ledger_entry of %s ends at seq %d, the topic goes on with %d (partition %d, offset %d)"
              .formatted(
                  account.text(),
                  stored,
                  came.entry().seq(),
                  came.ledger().partition(),
                  came.ledger().offset()));
    }
  }

  private final Map<AccountKey, Long> heads =
      new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<AccountKey, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** The rows that are new, in their order. Call {@link #committed} once they are stored. */
  List<LedgerRow> fresh(Connection connection, List<LedgerRow> rows) throws SQLException {
    Map<AccountKey, Long> next = load(connection, rows);
    List<LedgerRow> fresh = new ArrayList<>(rows.size());
    for (LedgerRow row : rows) {
      AccountKey account = row.entry().account();
      long stored = next.getOrDefault(account, 0L);
      if (row.entry().seq() > stored + 1) {
        throw new Gap(account, stored, row);
      }
      if (row.entry().seq() == stored + 1) {
        next.put(account, stored + 1);
        fresh.add(row);
      }
    }
    return fresh;
  }

  void committed(List<LedgerRow> rows) {
    rows.forEach(row -> heads.put(row.entry().account(), row.entry().seq()));
  }

  /** After a failure or a change of owner nothing that was remembered is certain. */
  void forget() {
    heads.clear();
  }

  private Map<AccountKey, Long> load(Connection connection, List<LedgerRow> rows)
      throws SQLException {
    Map<AccountKey, Long> found = new LinkedHashMap<>();
    Set<AccountKey> unknown =
        rows.stream().map(row -> row.entry().account()).collect(Collectors.toSet());
    unknown.removeIf(
        account -> {
          Long seq = heads.get(account);
          if (seq != null) {
            found.put(account, seq);
          }
          return seq != null;
        });
    if (!unknown.isEmpty()) {
      found.putAll(read(connection, List.copyOf(unknown)));
    }
    return found;
  }

  private static Map<AccountKey, Long> read(Connection connection, List<AccountKey> accounts)
      throws SQLException {
    Map<AccountKey, Long> found = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(HEADS)) {
      statement.setArray(1, texts(connection, accounts.stream().map(AccountKey::tenant).toList()));
      statement.setArray(
          2, texts(connection, accounts.stream().map(a -> a.mode().text()).toList()));
      statement.setArray(3, texts(connection, accounts.stream().map(AccountKey::user).toList()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.put(Rows.account(row), row.getLong("seq"));
        }
      }
    }
    return found;
  }

  private static Array texts(Connection connection, List<String> values) throws SQLException {
    return connection.createArrayOf("text", values.toArray());
  }
}
