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
import java.util.Optional;
import java.util.SortedMap;
import javax.sql.DataSource;

/** Builds in PostgreSQL. */
public final class BuildTable {
  private static final String COLUMNS =
      "tenant, mode, user_id, build_id, status, operation, project_id, size, is_update, estimate,"
          + " seconds, reason, requested_at, updated_at, log_offset";

  /** A build that has ended stays as it ended; what came before it in the log is old news. */
  private static final String UPSERT =
      "INSERT INTO build ("
          + COLUMNS
          + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (tenant, mode, user_id, build_id) DO UPDATE SET"
          + " status = excluded.status, seconds = excluded.seconds, reason = excluded.reason,"
          + " updated_at = excluded.updated_at, log_offset = excluded.log_offset"
          + " WHERE build.log_offset < excluded.log_offset"
          + " AND build.status NOT IN ('completed', 'failed', 'timed_out')";

  private static final String OF_TENANT =
      "SELECT " + COLUMNS + " FROM build WHERE tenant = ? AND mode = ?";
  private static final String BY_ID = OF_TENANT + " AND build_id = ? LIMIT 2";
  private static final String BY_USER_AND_ID = OF_TENANT + " AND build_id = ? AND user_id = ?";
  private static final String OF_USER = OF_TENANT + " AND user_id = ?";
  private static final String IN_ORDER = " ORDER BY requested_at DESC, build_id DESC LIMIT ?";
  private static final String NEWEST = OF_USER + IN_ORDER;
  private static final String OLDER = OF_USER + " AND (requested_at, build_id) < (?, ?)" + IN_ORDER;

  private final DataSource dataSource;
  private final SinkOffsets offsets;

  /**
   * @param topic that builds are read from
   */
  public BuildTable(DataSource dataSource, String topic) {
    this.dataSource = dataSource;
    this.offsets = new SinkOffsets(topic);
  }

  /** By partition, the first offset of the topic that is not in the table yet. */
  public Map<Integer, Long> nextOffsets() {
    try (Connection connection = dataSource.getConnection()) {
      return offsets.nextOffsets(connection);
    } catch (SQLException failure) {
      throw new DatabaseAway(failure);
    }
  }

  /** Builds and the offsets after them, all or nothing. */
  public void put(List<BuildRow> builds, SortedMap<Integer, Long> nextOffsets) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(UPSERT)) {
      connection.setAutoCommit(false);
      for (BuildRow build : builds) {
        bind(statement, build);
        statement.addBatch();
      }
      statement.executeBatch();
      offsets.put(connection, nextOffsets);
      connection.commit();
    } catch (SQLException failure) {
      throw new DatabaseAway(failure);
    }
  }

  /** Empty also when users of the tenant share the id and nobody said whose is meant. */
  public Optional<BuildRow> find(String tenant, String mode, String buildId) {
    List<BuildRow> found = ask(BY_ID, tenant, mode, buildId);
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  public Optional<BuildRow> find(AccountKey account, String buildId) {
    return ask(BY_USER_AND_ID, account.tenant(), account.mode().text(), buildId, account.user())
        .stream()
        .findFirst();
  }

  public List<BuildRow> newest(AccountKey account, int limit) {
    return ask(NEWEST, account.tenant(), account.mode().text(), account.user(), limit);
  }

  /** Where a list stands. Of builds of one moment the id decides. */
  public record Place(long requestedAt, String buildId) {}

  /** The newest of those that stand behind a place. */
  public List<BuildRow> older(AccountKey account, Place than, int limit) {
    return ask(
        OLDER,
        account.tenant(),
        account.mode().text(),
        account.user(),
        new Timestamp(than.requestedAt()),
        than.buildId(),
        limit);
  }

  private List<BuildRow> ask(String sql, Object... arguments) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        List<BuildRow> found = new ArrayList<>();
        while (rows.next()) {
          found.add(read(rows));
        }
        return found;
      }
    } catch (SQLException failure) {
      throw new DatabaseAway(failure);
    }
  }

  private static void bind(PreparedStatement statement, BuildRow build) throws SQLException {
    int at = 0;
    statement.setString(++at, build.account().tenant());
    statement.setString(++at, build.account().mode().text());
    statement.setString(++at, build.account().user());
    statement.setString(++at, build.buildId());
    statement.setString(++at, build.status());
    statement.setString(++at, build.work().operation());
    statement.setString(++at, build.work().projectId());
    statement.setString(++at, build.work().size());
    statement.setBoolean(++at, build.work().update());
    statement.setLong(++at, build.figures().estimate());
    statement.setObject(++at, build.figures().seconds(), java.sql.Types.BIGINT);
    statement.setString(++at, build.reason());
    statement.setTimestamp(++at, new Timestamp(build.times().requestedAt()));
    statement.setTimestamp(++at, new Timestamp(build.times().updatedAt()));
    statement.setLong(++at, build.times().offset());
  }

  private static BuildRow read(ResultSet row) throws SQLException {
    long seconds = row.getLong("seconds");
    Long took = row.wasNull() ? null : seconds;
    return new BuildRow(
        Rows.account(row),
        row.getString("build_id"),
        row.getString("status"),
        new BuildRow.Work(
            row.getString("operation"),
            row.getString("project_id"),
            row.getString("size"),
            row.getBoolean("is_update")),
        new BuildRow.Figures(row.getLong("estimate"), took),
        row.getString("reason"),
        new BuildRow.Times(
            row.getTimestamp("requested_at").getTime(),
            row.getTimestamp("updated_at").getTime(),
            row.getLong("log_offset")));
  }
}
