package dev.weir.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.standalone.faults.History.Known;
import dev.weir.standalone.faults.History.Outcome;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import tools.jackson.databind.JsonNode;

/** The invariants, over what can be seen from outside: HTTP, the ledger topic, PostgreSQL. */
final class Checks {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Installation installation;
  private final History history;
  private final String sink;

  Checks(Installation installation, History history, String sink) {
    this.installation = installation;
    this.history = history;
    this.sink = sink;
  }

  /** A ledger row, as far as it is compared. */
  private record Row(
      String user, long seq, String kind, String reason, long after, String id, Timestamp at) {}

  void all() throws Exception {
    assertThat(history.wrong()).as("answers that nothing explains").isEmpty();
    assertThat(history.unknown()).as("I3: every outcome is known in the end").isEmpty();
    Map<String, String> topic = new LedgerTopic(installation).hashes();
    List<Row> rows = awaitRows(topic.keySet());
    sameEntriesInTopicAndDatabase(topic);
    noGaps(rows);
    countedExactlyOnce(rows);
    answersAreNotContradicted(rows);
    everyAccountVerifies(rows);
    reconciles();
    nothingIsOpen();
  }

  /** I10 for the rows: they come within a bound. */
  private List<Row> awaitRows(Set<String> topic) throws SQLException {
    long end = System.nanoTime() + LONGEST.toNanos();
    List<Row> rows = rows();
    while (rows.size() < topic.size() && System.nanoTime() < end) {
      Installation.rest(Duration.ofMillis(200));
      rows = rows();
    }
    return rows;
  }

  private List<Row> rows() throws SQLException {
    List<Row> rows = new ArrayList<>();
    read(
        "select tenant || '/' || mode || '/' || user_id, seq, kind, coalesce(reason, ''),"
            + " balance_after, coalesce(command_id, ''), at from ledger_entry order by 1, 2",
        row ->
            rows.add(
                new Row(
                    row.getString(1),
                    row.getLong(2),
                    row.getString(3),
                    row.getString(4),
                    row.getLong(5),
                    row.getString(6),
                    row.getTimestamp(7))));
    return rows;
  }

  /** I2: the same entries, each once, with the same hash. */
  private void sameEntriesInTopicAndDatabase(Map<String, String> topic) throws SQLException {
    Map<String, String> database = new TreeMap<>();
    read(
        "select tenant || '/' || mode || '/' || user_id || '#' || seq, hash from ledger_entry",
        row ->
            assertThat(database.put(row.getString(1), row.getString(2)))
                .as("I2: %s is one row", row.getString(1))
                .isNull());
    Map<String, String> missing = new TreeMap<>(topic);
    missing.entrySet().removeAll(database.entrySet());
    assertThat(missing).as("I2: in the topic, and not so in the database").isEmpty();
    assertThat(database.size()).as("I2: rows").isEqualTo(topic.size());
  }

  /** I5, and I6: an account's time never goes back. */
  private static void noGaps(List<Row> rows) {
    Map<String, Long> last = new HashMap<>();
    Map<String, Timestamp> time = new HashMap<>();
    for (Row row : rows) {
      long before = last.getOrDefault(row.user(), 0L);
      assertThat(row.seq()).as("I5: after %s#%d", row.user(), before).isEqualTo(before + 1);
      last.put(row.user(), row.seq());
      Timestamp earlier = time.put(row.user(), row.at());
      assertThat(earlier == null || !row.at().before(earlier))
          .as("I6: %s#%d at %s after %s", row.user(), row.seq(), row.at(), earlier)
          .isTrue();
    }
  }

  /** I3: what was answered well counts once, what was refused never. */
  private void countedExactlyOnce(List<Row> rows) {
    Map<String, Long> counted = new HashMap<>();
    for (Row row : rows) {
      // A first touch of the day grants a bonus in the command's name: that is another entry.
      if (!row.kind().equals("granted") || row.reason().equals(row.id())) {
        counted.merge(row.kind() + " " + row.id(), 1L, Long::sum);
      }
    }
    Set<String> wrong = new TreeSet<>();
    for (Known known : history.all()) {
      String key = known.asked().kind() + " " + known.asked().id();
      long times = counted.getOrDefault(key, 0L);
      if (times != (known.outcome() == Outcome.OK ? 1 : 0)) {
        wrong.add(key + ": " + known.outcome() + ", counted " + times + " times");
      }
    }
    assertThat(wrong).as("I3").isEmpty();
  }

  /** I11: an answer that said "committed, seq n" shows what entry n says. */
  private void answersAreNotContradicted(List<Row> rows) {
    Map<String, Long> after =
        rows.stream().collect(Collectors.toMap(r -> r.user() + "#" + r.seq(), Row::after));
    for (Known known : history.all()) {
      JsonNode answer = known.answer();
      if (known.outcome() == Outcome.OK && answer != null && answer.has("seq")) {
        String entry = "sheen/live/" + known.asked().user() + "#" + answer.get("seq").asLong();
        long total = answer.at("/balance/total").decimalValue().movePointRight(6).longValueExact();
        assertThat(after.get(entry))
            .as("I11: %s was answered %d micros, seq %s", known.asked(), total, entry)
            .isEqualTo(total);
      }
    }
  }

  /** I1, I2, I4, I5: recomputed by the read side from its rows, the topic and its view. */
  private void everyAccountVerifies(List<Row> rows) throws IOException {
    Set<String> users =
        rows.stream()
            .map(Row::user)
            .filter(user -> user.startsWith("sheen/live/"))
            .map(user -> user.substring("sheen/live/".length()))
            .collect(Collectors.toCollection(TreeSet::new));
    for (String user : users) {
      Caller.Answer answer = patiently("/v1/accounts/" + user + "/verify");
      assertThat(answer.body().path("valid").asBoolean())
          .as("I1: verify of %s says %s", user, answer.body())
          .isTrue();
    }
  }

  /** Whoever is told to come back comes back. */
  private Caller.Answer patiently(String path) throws IOException {
    long end = System.nanoTime() + LONGEST.toNanos();
    Caller.Answer answer = Caller.get(installation.url(sink), path);
    while (answer.status() == 503 && System.nanoTime() < end) {
      Installation.rest(Duration.ofMillis(200));
      answer = Caller.get(installation.url(sink), path);
    }
    assertThat(answer.status()).as("I10: %s says %s", path, answer.body()).isEqualTo(200);
    return answer;
  }

  private void reconciles() throws IOException {
    Caller.Answer answer = Caller.reconcile(installation.url(sink));
    assertThat(answer.body().path("success").asBoolean())
        .as("I2: reconcile says %s", answer.body())
        .isTrue();
    assertThat(answer.body().path("skipped").asLong()).as("I2: all accounts compared").isZero();
  }

  /** I10: no transaction is left open anywhere. */
  private void nothingIsOpen() throws Exception {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!open().isEmpty() && System.nanoTime() < end) {
      Installation.rest(Duration.ofMillis(200));
    }
    assertThat(open()).as("I10: partitions with an open transaction").isEmpty();
  }

  private Set<TopicPartition> open() throws Exception {
    try (Admin admin = installation.admin()) {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      Set<String> topics = admin.listTopics().names().get();
      admin
          .describeTopics(topics)
          .allTopicNames()
          .get()
          .forEach(
              (topic, described) ->
                  described
                      .partitions()
                      .forEach(
                          p ->
                              latest.put(
                                  new TopicPartition(topic, p.partition()), OffsetSpec.latest())));
      // Ticks go on all the time: what is open for a moment is not what we look for.
      Map<TopicPartition, ListOffsetsResultInfo> ends =
          admin
              .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
              .all()
              .get();
      Installation.rest(Duration.ofMillis(500));
      Map<TopicPartition, ListOffsetsResultInfo> stable =
          admin
              .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
              .all()
              .get();
      return ends.entrySet().stream()
          .filter(e -> stable.get(e.getKey()).offset() < e.getValue().offset())
          .map(Map.Entry::getKey)
          .collect(Collectors.toSet());
    }
  }

  private interface Take {
    void row(ResultSet row) throws SQLException;
  }

  private void read(String sql, Take take) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(installation.jdbcUrl(), "postgres", "");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        take.row(result);
      }
    }
  }
}
