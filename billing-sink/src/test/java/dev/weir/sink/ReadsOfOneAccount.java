package dev.weir.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.LedgerEntry;
import dev.weir.sink.support.Ledger;
import dev.weir.sink.support.Sink;
import dev.weir.sink.support.Sink.Answer;
import dev.weir.sink.support.Teller;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

/** For each test an account of its own: written to the shared ledger and read over HTTP. */
@ExtendWith(ReadSide.OneForAll.class)
@ResourceLock("read side")
abstract class ReadsOfOneAccount {
  static final Duration SOON = Duration.ofSeconds(30);

  private static final Duration LONGEST = Duration.ofMinutes(3);

  final Teller teller = new Teller();
  final AccountKey account = Teller.sheen("u-" + UUID.randomUUID());
  final String path = "/v1/accounts/" + account.user();
  final List<LedgerEntry> written = new ArrayList<>();
  ReadSide side;
  Ledger ledger;
  Sink sink;

  /** Waits until the day has begun when it is about to end: live money gets a bonus then. */
  @BeforeEach
  void keepAwayFromMidnight() throws InterruptedException {
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    Duration left = Duration.between(now, now.truncatedTo(ChronoUnit.DAYS).plusDays(1));
    if (left.compareTo(LONGEST) < 0) {
      Thread.sleep(left.plusSeconds(2));
    }
  }

  @BeforeEach
  void connect(ReadSide shared) {
    side = shared;
    ledger = shared.ledger();
    sink = shared.sink();
  }

  void write(List<LedgerEntry> entries) {
    ledger.append(entries);
    entries.stream().filter(entry -> entry.account().equals(account)).forEach(written::add);
  }

  /** How many entries of the account are in the database. */
  long rows() throws Exception {
    try (Connection connection = side.owner();
        Statement statement = connection.createStatement();
        ResultSet counted =
            statement.executeQuery(
                "SELECT count(*) FROM ledger_entry WHERE user_id = '%s'"
                    .formatted(account.user()))) {
      counted.next();
      return counted.getLong(1);
    }
  }

  JsonNode balance(String query, long seq) {
    Answer answer = answered(path + "/balance" + query, position("s" + seq));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.body();
  }

  JsonNode verified() {
    Answer answer = answered(path + "/verify", position("s" + teller.account(account).seq()));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.body();
  }

  /** As a client does: what is not to be read at this moment is asked for again. */
  Answer answered(String where, Map<String, String> headers) {
    Answer answer = sink.get(where, headers);
    for (int again = 0; again < 10 && answer.status() == 503; again++) {
      answer = sink.get(where, headers);
    }
    return answer;
  }

  static Map<String, String> position(String text) {
    return Map.of("Weir-Position", text);
  }
}
