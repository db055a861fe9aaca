package dev.weir.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.accounting.Account;
import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Amounts;
import dev.weir.accounting.LedgerEntry;
import dev.weir.accounting.Rules;
import dev.weir.edge.json.Times;
import dev.weir.schemas.TopicSettings;
import dev.weir.schemas.Topics;
import dev.weir.sink.check.Reconciliation;
import dev.weir.sink.check.Report;
import dev.weir.sink.support.Cable;
import dev.weir.sink.support.Ledger;
import dev.weir.sink.support.Shared;
import dev.weir.sink.support.Sink;
import dev.weir.sink.support.Sink.Answer;
import dev.weir.sink.support.Teller;
import dev.weir.sink.view.Views;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The native read API over HTTP, on the real broker, registry and database. */
class ReadApiTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final long DAY_MS = 86_400_000;

  @TempDir static Path folder;

  private static Map<String, String> settings;
  private static Cable cable;
  private static String url;
  private static Ledger ledger;
  private static Sink sink;

  private final Teller teller = new Teller();
  private final AccountKey account = Teller.sheen("u-" + UUID.randomUUID());
  private final String path = "/v1/accounts/" + account.user();
  private final List<LedgerEntry> written = new ArrayList<>();

  @BeforeAll
  static void theReadSide() throws Exception {
    try (Admin admin = Shared.admin()) {
      Topics.ensure(admin, TopicSettings.standalone());
    }
    url = Shared.database();
    cable = new Cable(URI.create(url.substring("jdbc:".length())).getPort());
    settings = new HashMap<>();
    settings.put("spring.kafka.bootstrap-servers", Shared.platform().bootstrapServers());
    settings.put("spring.kafka.properties[schema.registry.url]", Shared.platform().registryUrl());
    settings.put("spring.datasource.url", url.replaceFirst(":\\d+/", ":" + cable.port() + "/"));
    settings.put("spring.datasource.username", "weir_writer");
    settings.put("spring.datasource.hikari.connection-timeout", "1000");
    settings.put("spring.flyway.url", url);
    settings.put("spring.flyway.user", "postgres");
    settings.put("weir.sink.folder", folder.resolve("one").toString());
    settings.put("weir.sink.hop-secret", "a secret of these tests");
    ledger =
        new Ledger(
            Map.of(
                "bootstrap.servers",
                Shared.platform().bootstrapServers(),
                "schema.registry.url",
                Shared.platform().registryUrl()),
            TopicSettings.standalone().partitions());
    sink = new Sink(settings, freePort());
    await().atMost(SOON).until(() -> sink.raw("/health", Map.of()).status() == 200);
  }

  @AfterAll
  static void close() {
    sink.close();
    ledger.close();
    cable.close();
  }

  @Test
  void anUnseenAccountShowsItsOpeningOrIsNotFound() {
    Answer opened = sink.get(path + "/balance");
    assertThat(opened.status()).isEqualTo(200);
    assertThat(opened.body().get("total").asInt()).isEqualTo(3000);
    assertThat(opened.body().get("seq").asInt()).isZero();
    assertThat(opened.body().get("unit").asString()).isEqualTo("seconds");
    assertThat(sink.get(path + "/ledger").body().get("entries")).isEmpty();
    assertThat(sink.get(path + "/verify").body().get("valid").asBoolean()).isTrue();

    Answer unknown = sink.getOfSparked(path + "/balance");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.body().get("code").asString()).isEqualTo("account_not_found");
  }

  @Test
  void theBalanceIsTheAccountAtThisMoment() {
    long now = System.currentTimeMillis();
    write(teller.grants(account, 60 * Teller.SECOND, now));
    write(teller.charges(account, 1_500_000, now));
    JsonNode body = balance("", teller.account(account).seq());
    assertThat(body.get("user").asString()).isEqualTo(account.user());
    assertThat(body.get("total").decimalValue()).isEqualByComparingTo("3958.5");
    assertThat(body.get("available").decimalValue()).isEqualByComparingTo("3958.5");
    assertThat(body.get("held").asInt()).isZero();
    assertThat(body.get("debt").asInt()).isZero();
    assertThat(body.get("seq").asLong()).isEqualTo(teller.account(account).seq());
    assertThat(body.get("buckets")).hasSize(3);
    JsonNode daily = body.get("buckets").get(0);
    assertThat(daily.get("source").asString()).isEqualTo("daily");
    assertThat(daily.get("remaining").decimalValue()).isEqualByComparingTo("898.5");
    assertThat(body.get("buckets").get(2).get("expiresAt").isNull()).isTrue();
    assertThat(Times.parse(body.get("asOf").asString()).orElseThrow()).isGreaterThanOrEqualTo(now);
  }

  @Test
  void noReadShowsAnAccountBetweenTwoEntriesOfOneCommand() throws Exception {
    List<LedgerEntry> opening = teller.charges(account, 5, System.currentTimeMillis());
    assertThat(opening).hasSize(3);
    ledger.append(opening, 0, 2);
    await().atMost(SOON).until(() -> rows() == 2);
    assertThat(sink.get(path + "/balance").body().get("seq").asLong()).isZero();
    assertThat(sink.get(path + "/ledger").body().get("entries")).isEmpty();
    assertThat(sink.get(path + "/verify").body().get("valid").asBoolean()).isTrue();
    ledger.append(opening, 2, 3);
    assertThat(balance("", 3).get("seq").asLong()).isEqualTo(3);
    assertThat(sink.get(path + "/ledger").body().get("entries")).hasSize(3);
  }

  private long rows() throws Exception {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "");
        Statement statement = connection.createStatement();
        ResultSet counted =
            statement.executeQuery(
                "SELECT count(*) FROM ledger_entry WHERE user_id = '%s'"
                    .formatted(account.user()))) {
      counted.next();
      return counted.getLong(1);
    }
  }

  /** `?at=` at, just before and between the entries, against the same fold done here. */
  @Test
  void aBalanceOfThePastIsWhatAReadThenWouldHaveShown() {
    long start = System.currentTimeMillis() - 4 * DAY_MS;
    for (int i = 0; i < 6; i++) {
      long time = start + i * DAY_MS / 2;
      write(i == 2 ? teller.grants(account, 77, time) : teller.charges(account, 5 + i, time));
    }
    long seq = teller.account(account).seq();
    for (LedgerEntry entry : written) {
      for (long at : List.of(entry.at() - 1, entry.at(), entry.at() + DAY_MS / 5)) {
        JsonNode shown = balance("?at=" + Times.text(at), seq);
        Account expected = shownAt(at);
        assertThat(shown.get("total").decimalValue())
            .as("at %s", Times.text(at))
            .isEqualByComparingTo(Amounts.format(expected.total()));
        assertThat(shown.get("seq").asLong()).isEqualTo(expected.seq());
        assertThat(shown.get("asOf").asString()).isEqualTo(Times.text(at));
      }
    }
    assertThat(sink.get(path + "/balance?at=yesterday").status()).isEqualTo(422);
  }

  private Account shownAt(long at) {
    Account folded = Account.unseen(account);
    for (LedgerEntry entry : written) {
      if (entry.at() <= at) {
        folded = Rules.evolve(folded, entry);
      }
    }
    var opening = sink.bean(dev.weir.edge.tenants.TenantDirectory.class);
    return folded.seen()
        ? folded.asOf(at)
        : folded.openedBy(opening.opening(opening.tenant("sheen").orElseThrow()), at);
  }

  @Test
  void theLedgerPagesAndItsHashesCanBeRebuilt() {
    long now = System.currentTimeMillis();
    for (int i = 0; i < 5; i++) {
      write(teller.charges(account, 7 + i, now + i));
    }
    Map<String, String> position = position("s" + teller.account(account).seq());
    List<JsonNode> all = new ArrayList<>();
    String next = "0";
    while (!next.equals("null")) {
      JsonNode page = sink.get(path + "/ledger?limit=3&after=" + next, position).body();
      assertThat(page.get("entries").size()).isLessThanOrEqualTo(3);
      page.get("entries").forEach(all::add);
      next = page.get("next").toString();
    }
    assertThat(all).hasSameSizeAs(written);
    for (int i = 0; i < all.size(); i++) {
      JsonNode shown = all.get(i);
      LedgerEntry entry = written.get(i);
      assertThat(shown.get("seq").asLong()).isEqualTo(i + 1);
      assertThat(shown.get("kind").asString()).isEqualTo(entry.kind().text());
      assertThat(shown.get("hash").asString()).isEqualTo(entry.computeHash());
      assertThat(shown.get("prevHash").asString()).isEqualTo(entry.prevHash());
      assertThat(shown.get("at").asString()).isEqualTo(Times.text(entry.at()));
      assertThat(shown.get("draws")).hasSameSizeAs(entry.draws());
    }
    JsonNode charge = all.getLast();
    assertThat(sink.get(path + "/ledger").text())
        .as("as it was hashed")
        .contains("\"metadata\":{\"a\":1.50}");
    assertThat(charge.get("reason").asString()).isEqualTo("näh \"so\"");
    for (String bad : List.of("limit=0", "limit=1001", "limit=x", "after=-1")) {
      assertThat(sink.get(path + "/ledger?" + bad).status()).as(bad).isEqualTo(422);
    }
  }

  @Test
  void aReadWaitsForItsPositionAndIsRefusedAfterASecond() {
    long now = System.currentTimeMillis();
    write(teller.charges(account, 1, now));
    List<LedgerEntry> later = teller.charges(account, 1, now + 1);
    long seq = teller.account(account).seq();
    Thread.ofVirtual().start(() -> appendAfter(300, later));
    assertThat(balance("", seq).get("seq").asLong()).isEqualTo(seq);

    long asked = System.nanoTime();
    Answer refused = sink.get(path + "/balance", position("s" + (seq + 1)));
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.body().get("code").asString()).isEqualTo("position_not_seen");
    assertThat(refused.headers()).containsKey("retry-after");
    assertThat(Duration.ofNanos(System.nanoTime() - asked))
        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(4));
    assertThat(sink.get(path + "/balance", position("x1")).status()).isEqualTo(400);
  }

  /** By a later command's entry, or by how far the deciding side says it has come. */
  @Test
  void aReadWaitsForAnEventsOffset() throws Exception {
    int partition = ledger.partition(account.text());
    write(teller.charges(account, 1, System.currentTimeMillis()));
    long offset = ledger.commandOffset();
    Map<String, String> position = position("p" + partition + ":" + offset + ",p99:1");
    assertThat(sink.get(path + "/balance", position).status())
        .as("the deciding side has not passed it")
        .isEqualTo(503);
    decidedUpTo(partition, offset + 1);
    Answer seen = sink.get(path + "/balance", position);
    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.body().get("seq").asLong()).isEqualTo(teller.account(account).seq());

    write(teller.charges(account, 1, System.currentTimeMillis()));
    balance("", teller.account(account).seq());
    Answer overtaken = sink.get(path + "/balance", position("p" + partition + ":" + (offset + 1)));
    assertThat(overtaken.status()).isEqualTo(200);
  }

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
    cable.pull();
    try {
      write(teller.charges(account, 1, System.currentTimeMillis()));
      balance("", teller.account(account).seq());
      Answer history = sink.get(path + "/ledger");
      assertThat(history.status()).isEqualTo(503);
      assertThat(history.headers()).containsKey("retry-after");
    } finally {
      cable.plugIn();
    }
    await()
        .atMost(SOON)
        .until(() -> sink.get(path + "/ledger").body().path("entries").size() == written.size());
  }

  @Test
  void twoInstancesAnswerForEachOtherByOneSignedHop() throws Exception {
    Map<String, String> own = new HashMap<>(settings);
    own.put("weir.sink.folder", folder.resolve("two").toString());
    own.put("weir.sink.instance-id", "sink-1");
    List<AccountKey> accounts = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      AccountKey key = Teller.sheen("hop-" + UUID.randomUUID());
      write(teller.charges(key, 7 * Teller.SECOND, System.currentTimeMillis()));
      accounts.add(key);
    }
    try (Sink other = new Sink(own, freePort())) {
      await().atMost(SOON).until(() -> other.raw("/health", Map.of()).status() == 200);
      for (AccountKey key : accounts) {
        for (Sink asked : List.of(sink, other)) {
          await()
              .atMost(SOON)
              .until(() -> asked.get("/v1/accounts/" + key.user() + "/balance").status() == 200);
          Answer answer = asked.get("/v1/accounts/" + key.user() + "/balance");
          assertThat(answer.body().get("total").asInt()).isEqualTo(3893);
        }
      }
      String internal = "/internal/view?account=" + accounts.getFirst().text();
      assertThat(other.raw(internal, Map.of()).status()).isEqualTo(404);
      assertThat(other.raw(internal, Map.of("Weir-Hop", "t=1,v1=" + "0".repeat(64))).status())
          .isEqualTo(404);
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                Report report = other.bean(Reconciliation.class).everywhere();
                assertThat(report.consistent()).as(report.toString()).isTrue();
                assertThat(report.accounts()).isGreaterThanOrEqualTo(12);
              });
    }
    int all = TopicSettings.standalone().partitions();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                sink.bean(Views.class).partitionsHere().size() == all
                    && sink.raw("/health", Map.of()).status() == 200);
  }

  private void write(List<LedgerEntry> entries) {
    ledger.append(entries);
    entries.stream().filter(entry -> entry.account().equals(account)).forEach(written::add);
  }

  private void appendAfter(long millis, List<LedgerEntry> entries) {
    try {
      Thread.sleep(millis);
      write(entries);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private JsonNode balance(String query, long seq) {
    Answer answer = answered(path + "/balance" + query, position("s" + seq));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.body();
  }

  private JsonNode verified() {
    Answer answer = answered(path + "/verify", position("s" + teller.account(account).seq()));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.body();
  }

  /** As a client does: what is not to be read at this moment is asked for again. */
  private Answer answered(String where, Map<String, String> headers) {
    Answer answer = sink.get(where, headers);
    for (int again = 0; again < 10 && answer.status() == 503; again++) {
      answer = sink.get(where, headers);
    }
    return answer;
  }

  private static Map<String, String> position(String text) {
    return Map.of("Weir-Position", text);
  }

  private static void decidedUpTo(int partition, long next) throws Exception {
    try (Admin admin = Shared.admin()) {
      admin
          .alterConsumerGroupOffsets(
              "weir-streams",
              Map.of(new TopicPartition(Topics.COMMANDS, partition), new OffsetAndMetadata(next)))
          .all()
          .get();
    }
  }

  private static void owner(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "");
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isEqualTo(1);
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
