package dev.weir.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.weir.sink.check.Reconciliation;
import dev.weir.sink.check.Report;
import dev.weir.sink.support.Sink.Answer;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What reads say of a database that somebody changed, and without it. */
class ReadDatabaseTest extends ReadsOfOneAccount {
  @Test
  void verifyFindsWhatSomebodyChangedInTheDatabase() throws Exception {
    long now = System.currentTimeMillis();
    for (int i = 0; i < 4; i++) {
      write(teller.charges(account, 100, now + i));
    }
    JsonNode fine = verified();
    assertThat(fine.get("valid").asBoolean()).as(fine.toString()).isTrue();
    assertThat(fine.get("seq").asLong()).isEqualTo(teller.account(account).seq());
    assertThat(fine.get("state")).isEqualTo(fine.get("ledger")).isEqualTo(fine.get("database"));

    String where = " WHERE user_id = '" + account.user() + "' AND seq = 3";
    owner("UPDATE ledger_entry SET amount = amount + 1" + where);
    JsonNode changed = verified();
    assertThat(changed.get("valid").asBoolean()).isFalse();
    assertThat(changed.get("hashChain").asBoolean()).isFalse();
    assertThat(changed.get("database")).isNotEqualTo(changed.get("ledger"));
    Report report = sink.bean(Reconciliation.class).everywhere();
    assertThat(report.consistent()).isFalse();
    assertThat(report.differences())
        .anySatisfy(
            difference -> {
              assertThat(difference.account()).isEqualTo(account.text());
              assertThat(difference.differs()).containsExactly("database");
            });
    owner("UPDATE ledger_entry SET amount = amount - 1" + where);
    assertThat(verified().get("valid").asBoolean()).isTrue();
    assertThat(sink.bean(Reconciliation.class).everywhere().consistent()).isTrue();
  }

  /** F37, seen from outside: balances go on, what needs the database says that it cannot. */
  @Test
  void withoutTheDatabaseBalancesGoOnAndHistoryIsRefused() {
    write(teller.charges(account, 1, System.currentTimeMillis()));
    balance("", teller.account(account).seq());
    side.cable().pull();
    try {
      write(teller.charges(account, 1, System.currentTimeMillis()));
      balance("", teller.account(account).seq());
      Answer history = sink.get(path + "/ledger");
      assertThat(history.status()).isEqualTo(503);
      assertThat(history.headers()).containsKey("retry-after");
    } finally {
      side.cable().plugIn();
    }
    await()
        .atMost(SOON)
        .until(() -> sink.get(path + "/ledger").body().path("entries").size() == written.size());
  }

  @Test
  void rowsAreWrittenAlsoWhenReadsHoldEveryConnection() throws Exception {
    List<Connection> held = new ArrayList<>();
    HikariDataSource reads = sink.bean(HikariDataSource.class);
    try {
      for (int i = 0; i < reads.getMaximumPoolSize(); i++) {
        held.add(reads.getConnection());
      }
      write(teller.charges(account, 1, System.currentTimeMillis()));
      await().atMost(SOON).until(() -> rows() == written.size());
    } finally {
      for (Connection connection : held) {
        connection.close();
      }
    }
  }

  private void owner(String sql) throws Exception {
    try (Connection connection = side.owner();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isEqualTo(1);
    }
  }
}
