package dev.weir.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.LedgerEntry;
import dev.weir.accounting.Note;
import dev.weir.accounting.Policy;
import dev.weir.accounting.Source;
import dev.weir.accounting.Verb;
import dev.weir.sink.support.Sink.Answer;
import dev.weir.sink.support.Teller;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The credits document's reads, from the real ledger and database. */
class ReadCreditsTest extends ReadsOfOneAccount {
  private static final long HOUR_MS = 3_600_000;
  private static final String OF_USER = "?userId=";

  /** Nothing sweeps here, so that the expiry stays unwritten. */
  @Test
  void whatHasExpiredIsNeitherServedNorCalculated() {
    long now = System.currentTimeMillis();
    write(teller.charges(account, 500 * Teller.SECOND, now - 2 * HOUR_MS));
    write(
        does(
            new Verb.Grant(Source.PACKAGE, 50 * Teller.SECOND, now - HOUR_MS, Note.NONE),
            now - 2 * HOUR_MS));
    write(does(hold(30), now - 2 * HOUR_MS));
    JsonNode shown = balance("", teller.account(account).seq());
    assertThat(shown.get("seq").asLong()).isEqualTo(teller.account(account).seq());
    assertAgrees(shown.get("available").asLong());
  }

  @Test
  void anAccountThatNobodyTouchedIsCalculatedAsItIsServed() {
    long served = credits("balance").get("balance").asLong();
    assertThat(served).isPositive();
    assertAgrees(served);
  }

  @Test
  void theNewestLineOfTheHistorySaysTheBalanceAlsoWhileSomethingIsHeld() {
    long now = System.currentTimeMillis();
    write(does(hold(30), now));
    write(teller.charges(account, 5 * Teller.SECOND, now));
    long served = balance("", teller.account(account).seq()).get("available").asLong();
    JsonNode newest = credits("history").get("transactions").get(0);
    assertThat(newest.get("action").asString()).isEqualTo("build");
    assertThat(newest.get("balance_after").asLong()).isEqualTo(served);
  }

  private void assertAgrees(long served) {
    JsonNode found = credits("verify");
    assertThat(found.get("valid").asBoolean()).isTrue();
    assertThat(found.get("cached").asLong()).isEqualTo(served);
    assertThat(found.get("calculated").asLong()).isEqualTo(served);
  }

  private List<LedgerEntry> does(Verb verb, long time) {
    return teller.does(account, verb, time);
  }

  private static Verb hold(long seconds) {
    return new Verb.PlaceHold(
        seconds * Teller.SECOND, 24 * HOUR_MS, Policy.STRICT, 0, null, null, Note.NONE);
  }

  private JsonNode credits(String what) {
    Answer answer = answered("/api/credits/" + what + OF_USER + account.user(), Map.of());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.body();
  }
}
