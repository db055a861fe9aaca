package dev.weir.sink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.sink.store.LedgerTransactions.Outcome;
import dev.weir.sink.store.SinkOffsets.Owned;
import dev.weir.sink.support.Cable;
import dev.weir.sink.support.Connections;
import dev.weir.sink.support.Shared;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every entry becomes a row exactly once, whatever happens on the way. */
@Order(1)
class LedgerWriterTest extends LedgerAndDatabase {
  @Test
  void everyCommittedEntryIsOneRow() throws Exception {
    appendBatches(10);
    LedgerWriter writer = writer(url);
    rowsAreTheEntries();
    assertThat(writer.status().trouble()).isEmpty();
    try (Connection connection = pool(url).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT * FROM ledger_entry WHERE user_id = 'u1' AND seq = 2")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString("tenant")).isEqualTo("sheen");
      assertThat(row.getString("mode")).isEqualTo("live");
      assertThat(row.getString("kind")).isEqualTo("granted");
      assertThat(row.getLong("amount")).isEqualTo(1_000_000);
      assertThat(row.getLong("balance_after")).isEqualTo(2_000_000);
      assertThat(Draws.fromJson(row.getString("draws")).getFirst().bucket()).isEqualTo("a \"b\"");
      assertThat(row.getTimestamp("at").getTime()).isEqualTo(1_760_000_000_002L);
      assertThat(row.getString("reason")).isEqualTo("tab\there\nand\ufffdthere");
      assertThat(new String(row.getBytes("entry"), StandardCharsets.UTF_8)).isEqualTo("u1 2");
      assertThat(row.getLong("command_offset")).isEqualTo(row.getLong("ledger_offset") * 2);
    }
  }

  /**
   * F35, with a process that dies as if its power went: the next one goes on where the rows end.
   */
  @ParameterizedTest
  @ValueSource(strings = {"K1", "K2", "K3"})
  void aKilledProcessLosesAndRepeatsNothing(String point) throws Exception {
    appendBatches(8);
    Process killed = process("-Dweir.crash=" + point + ":2");
    assertThat(killed.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(killed.exitValue()).isEqualTo(137);
    assertThat(count()).as("something is left to write").isLessThan(ledger.entries());
    writer(url);
    rowsAreTheEntries();
  }

  private Process process(String option) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                option,
                "-cp",
                System.getProperty("java.class.path"),
                WriterProcess.class.getName(),
                topic,
                url,
                Shared.platform().bootstrapServers())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    opened(process::destroyForcibly);
    return process;
  }

  /** F38: the one that slept finds itself replaced, and commits nothing. */
  @Test
  void aReplacedOwnerIsFencedByTheOffsetRow() throws Exception {
    Connections.flyway(url).migrate();
    LedgerTransactions sleeper = transactions(url);
    LedgerTransactions successor = transactions(url);
    Map<Integer, Owned> before = Map.of(0, sleeper.claim(0));
    LedgerBatch batch = batch(3);
    Map<Integer, Owned> after = Map.of(0, successor.claim(0));

    assertThat(sleeper.write(batch, before)).isEqualTo(Outcome.FENCED);
    assertThat(count()).isZero();
    assertThat(successor.write(batch, after)).isEqualTo(Outcome.WRITTEN);
    assertThat(sleeper.write(batch, before)).isEqualTo(Outcome.FENCED);
    assertThat(sleeper.settle(batch, before)).isEqualTo(Outcome.FENCED);
    assertThat(successor.write(batch, after)).as("the offset has moved").isEqualTo(Outcome.FENCED);
    assertThat(count()).isEqualTo(3);
  }

  @Test
  void twoWritersShareThePartitionsAndEitherGoesOnAlone() throws Exception {
    LedgerWriter first = writer(url);
    appendBatches(5);
    rowsAreTheEntries();
    LedgerWriter second = writer(url);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              appendBatches(1);
              assertThat(second.status().rows()).isPositive();
            });
    first.close();
    appendBatches(5);
    rowsAreTheEntries();
  }

  /** F36: the answer to COMMIT is lost; the offset row tells that it happened. */
  @Test
  void aCommitInDoubtIsSettledByTheOffsetRow() throws Exception {
    Cable cable = cable();
    LedgerWriter writer = writer(through(cable));
    appendBatches(2);
    rowsAreTheEntries();
    cable.loseNextCommit();
    appendBatches(3);
    rowsAreTheEntries();
    assertThat(cable.lostIt()).isTrue();
    assertThat(writer.status().retries()).isPositive();
  }

  @Test
  void anEntryThatIsThereIsNotWrittenTwiceAndAGapStopsTheWriter() throws Exception {
    LedgerWriter writer = writer(url);
    ledger.appendOne("a", 1, Instant.now().toEpochMilli());
    ledger.appendOne("a", 1, Instant.now().toEpochMilli());
    ledger.appendOne("a", 2, Instant.now().toEpochMilli());
    await().atMost(SOON).until(() -> count() == 2);
    ledger.appendOne("a", 4, Instant.now().toEpochMilli());
    await().atMost(SOON).until(() -> writer.status().trouble().isPresent());
    assertThat(writer.status().trouble().orElseThrow().needsRepair()).isTrue();
    assertThat(writer.status().trouble().orElseThrow().reason())
        .contains("ends at seq 2")
        .contains("with 4");
    assertThat(count()).isEqualTo(2);
  }

  /** F31, F34: where it must go on there is nothing any more; it neither skips nor starts over. */
  @Test
  void anOffsetThatTheTopicDoesNotHaveStopsTheWriter() throws Exception {
    appendBatches(1);
    Connections.flyway(url).migrate();
    try (Connection connection = owner();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO sink_offset SELECT '"
              + topic
              + "', p, 1000000, 1 FROM generate_series(0, 2) p");
    }
    LedgerWriter writer = writer(url);
    await().atMost(SOON).until(() -> writer.status().trouble().isPresent());
    assertThat(writer.status().trouble().orElseThrow().needsRepair()).isTrue();
    assertThat(count()).isZero();
  }

  private LedgerBatch batch(int entries) {
    List<LedgerRow> rows = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      byte[] raw = ("u " + (i + 1)).getBytes(StandardCharsets.UTF_8);
      rows.add(
          new LedgerRow(
              PlainLedger.READER.read(raw, 0, i).entry(),
              raw,
              System.currentTimeMillis(),
              new LedgerRow.Origin(0, i),
              new LedgerRow.Origin(0, i)));
    }
    return new LedgerBatch(rows);
  }

  private LedgerTransactions transactions(String url) {
    return new LedgerTransactions(pool(url), new SinkOffsets(topic));
  }
}
