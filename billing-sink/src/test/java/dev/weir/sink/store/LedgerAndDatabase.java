package dev.weir.sink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.weir.sink.support.Cable;
import dev.weir.sink.support.Connections;
import dev.weir.sink.support.Shared;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** For each test a ledger and a database of its own, on the shared broker and server. */
abstract class LedgerAndDatabase {
  private static final int PARTITIONS = 3;
  static final Duration SOON = Duration.ofSeconds(30);

  String topic;
  String url;
  PlainLedger ledger;
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void aTopicAndADatabase() throws Exception {
    topic = Shared.topic(PARTITIONS);
    url = Shared.database();
    ledger = opened(new PlainLedger(topic, Shared.platform().bootstrapServers(), topic));
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable closeable : open.reversed()) {
      closeable.close();
    }
  }

  void appendBatches(int batches) throws Exception {
    for (int i = 0; i < batches; i++) {
      int batch = i;
      ledger.append(IntStream.range(0, 50).mapToObj(n -> "u" + (n * 7 + batch) % 40).toList());
    }
  }

  void rowsAreTheEntries() {
    await().atMost(SOON).untilAsserted(() -> assertThat(count()).isEqualTo(ledger.entries()));
    try (Connection connection = owner();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM (SELECT count(*) n, max(seq) m, count(DISTINCT seq) d"
                    + " FROM ledger_entry GROUP BY user_id) a WHERE n <> m OR n <> d")) {
      row.next();
      assertThat(row.getLong(1)).as("accounts with a gap or a repetition").isZero();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  LedgerWriter writer(String url) {
    LedgerWriter writer =
        LedgerWriter.of(
            topic,
            () -> Connections.writer(Shared.platform().bootstrapServers(), topic),
            PlainLedger.READER,
            new DatabaseSchema(Connections.flyway(url)),
            pool(url));
    writer.start();
    return opened(writer);
  }

  Cable cable() {
    return opened(new Cable(URI.create(url.substring("jdbc:".length())).getPort()));
  }

  /** The database's URL by way of the cable. */
  String through(Cable cable) {
    return url.replaceFirst(":\\d+/", ":" + cable.port() + "/") + "?prepareThreshold=0";
  }

  HikariDataSource pool(String url) {
    return opened(Connections.pool(url));
  }

  Connection owner() throws SQLException {
    return DriverManager.getConnection(url, "postgres", "");
  }

  long count() {
    return countOf("ledger_entry");
  }

  /** Counts by a connection of its own; a table that does not exist yet counts as empty. */
  long countOf(String table) {
    try (Connection connection = owner();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      if ("42P01".equals(e.getSQLState()) && table.equals("ledger_entry")) {
        return 0;
      }
      throw new IllegalStateException(e);
    }
  }

  <T extends AutoCloseable> T opened(T closeable) {
    open.add(closeable);
    return closeable;
  }
}
