package dev.weir.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.accounting.Account;
import dev.weir.accounting.Amounts;
import dev.weir.accounting.LedgerEntry;
import dev.weir.accounting.Rules;
import dev.weir.edge.json.Times;
import dev.weir.sink.support.Sink.Answer;
import dev.weir.sink.support.Teller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The native read API over HTTP, on the real broker, registry and database. */
class ReadApiTest extends ReadsOfOneAccount {
  private static final long DAY_MS = 86_400_000;

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
    for (String bad :
        List.of(
            "yesterday",
            "1969-12-31T23:59:59.999Z",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59-01:00")) {
      Answer refused = sink.get(path + "/balance?at=" + bad);
      assertThat(refused.status()).as(bad).isEqualTo(422);
      assertThat(refused.body().get("code").asString()).isEqualTo("time_invalid");
    }
    assertThat(balance("?at=9999-12-31T23:59:59.999Z", seq).get("held").asInt()).isZero();
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
    for (String bad :
        List.of("limit=0", "limit=1001", "limit=x", "after=-1", "after=9223372036854775808")) {
      assertThat(sink.get(path + "/ledger?" + bad).status()).as(bad).isEqualTo(422);
    }
    JsonNode end = sink.get(path + "/ledger?after=" + Long.MAX_VALUE, position).body();
    assertThat(end.get("entries")).isEmpty();
    assertThat(end.get("next").isNull()).isTrue();
  }
}
