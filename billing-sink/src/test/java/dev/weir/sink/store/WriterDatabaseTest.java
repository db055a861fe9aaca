package dev.weir.sink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.sink.support.Cable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The writer and its database: away, locked, guarded by a role, divided by months. */
class WriterDatabaseTest extends LedgerAndDatabase {
  /** F37: the database is away, before the first row and after it. */
  @Test
  void itWaitsForADatabaseThatIsAwayAndCatchesUp() throws Exception {
    Cable cable = cable();
    cable.pull();
    LedgerWriter writer = writer(through(cable));
    appendBatches(3);
    await().atMost(SOON).until(() -> writer.status().trouble().isPresent());
    cable.plugIn();
    rowsAreTheEntries();
    cable.pull();
    appendBatches(3);
    await().atMost(SOON).until(() -> writer.status().trouble().isPresent());
    assertThat(writer.status().trouble().orElseThrow().needsRepair()).isFalse();
    Thread.sleep(1_500);
    cable.plugIn();
    rowsAreTheEntries();
    await().atMost(SOON).until(() -> writer.status().trouble().isEmpty());
  }

  @Test
  void aLockedTableOnlyDelays() throws Exception {
    LedgerWriter writer = writer(url);
    appendBatches(1);
    rowsAreTheEntries();
    try (Connection locker = owner();
        Statement statement = locker.createStatement()) {
      locker.setAutoCommit(false);
      statement.execute("LOCK TABLE ledger_entry IN ACCESS EXCLUSIVE MODE");
      appendBatches(2);
      await().atMost(SOON).until(() -> writer.status().trouble().isPresent());
      locker.rollback();
    }
    rowsAreTheEntries();
  }

  /** I5: the role cannot change or remove what is written. */
  @Test
  void theWritersRoleMayOnlyInsert() throws Exception {
    writer(url);
    appendBatches(1);
    rowsAreTheEntries();
    for (String forbidden :
        List.of(
            "UPDATE ledger_entry SET amount = 0",
            "DELETE FROM ledger_entry",
            "TRUNCATE ledger_entry",
            "DROP TABLE ledger_entry",
            "ALTER TABLE ledger_entry ADD COLUMN x int",
            "DELETE FROM sink_offset",
            "UPDATE sink_offset SET topic = 'x'",
            "CREATE TABLE mine (id int)")) {
      try (Connection connection = pool(url).getConnection();
          Statement statement = connection.createStatement()) {
        assertThatThrownBy(() -> statement.execute(forbidden))
            .as(forbidden)
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
      }
    }
  }

  @Test
  void everyMonthHasItsPartition() throws Exception {
    writer(url);
    ledger.appendOne("old", 1, Instant.parse("2021-02-28T23:59:59.999Z").toEpochMilli());
    ledger.appendOne("old", 2, Instant.parse("2021-03-01T00:00:00Z").toEpochMilli());
    await().atMost(SOON).until(() -> count() == 2);
    assertThat(countOf("ledger_entry_2021_02")).isEqualTo(1);
    assertThat(countOf("ledger_entry_2021_03")).isEqualTo(1);
    assertThat(countOf("ledger_entry_2021_06")).as("made ahead").isZero();
  }
}
