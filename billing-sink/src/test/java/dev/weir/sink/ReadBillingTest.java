package dev.weir.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.accounting.LedgerEntry;
import dev.weir.accounting.Note;
import dev.weir.accounting.Source;
import dev.weir.accounting.Verb;
import dev.weir.sink.support.Sink.Answer;
import dev.weir.sink.support.Teller;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Billing events, use and purchases, from the real database. */
class ReadBillingTest extends ReadsOfOneAccount {
  private static final long MINI = 3_600 * Teller.SECOND;
  private static final String PAID = "{\"currency\":\"usd\",\"package\":\"mini\",\"paid\":999}";

  @Test
  void noListShowsHalfOfWhatACommandDid() throws Exception {
    long now = System.currentTimeMillis();
    List<LedgerEntry> command = new ArrayList<>(teller.charges(account, 5 * Teller.SECOND, now));
    command.addAll(bought(PAID));
    command.addAll(teller.charges(account, 2 * Teller.SECOND, now));
    int all = command.size();
    ledger.append(command, 0, all - 1);
    await().atMost(SOON).until(() -> rows() == all - 1);
    assertThat(billing("events").get("events")).isEmpty();
    assertThat(billing("usage").get("total_seconds").asLong()).isZero();
    assertThat(billing("purchases").get("purchases")).isEmpty();

    ledger.append(command, all - 1, all);
    balance("", all);
    assertThat(billing("events").get("events")).hasSize(all);
    assertThat(billing("usage").get("total_seconds").asLong()).isEqualTo(7);
    assertThat(billing("purchases").get("purchases")).hasSize(1);
  }

  /** An administrator may call a grant a purchase, and say anything of it. */
  @Test
  void onlyWholeCentsMakeAPurchaseOrARefund() {
    for (String odd : List.of("9.99", "1e999999", "1234567890123456789", "null", "[]")) {
      write(bought("{\"paid\":" + odd + "}"));
    }
    write(bought(PAID));
    String grant = written.getLast().commandId();
    write(takenBack(grant, 1, "\"x\""));
    assertThat(onlyPurchase("status").asString()).isEqualTo("paid");
    assertThat(onlyPurchase("price_cents").asLong()).isEqualTo(999);

    write(takenBack(grant, 2, "300"));
    assertThat(onlyPurchase("status").asString()).isEqualTo("partially_refunded");
    assertThat(onlyPurchase("refunded_cents").asLong()).isEqualTo(300);
  }

  /** Stripe tells of each of an invoice's payments how much was refunded of it so far. */
  @Test
  void aPurchaseShowsWhatWasRefundedOfAllItsPayments() {
    write(bought(PAID));
    String grant = written.getLast().commandId();
    write(takenBack(grant, 1, "100, \"payment\": \"pi_1\""));
    write(takenBack(grant, 2, "300, \"payment\": \"pi_2\""));
    write(takenBack(grant, 3, "250, \"payment\": \"pi_1\""));
    assertThat(onlyPurchase("refunded_cents").asLong()).isEqualTo(550);
    assertThat(onlyPurchase("status").asString()).isEqualTo("partially_refunded");

    write(takenBack(grant, 4, "699, \"payment\": \"pi_2\""));
    assertThat(onlyPurchase("refunded_cents").asLong()).isEqualTo(949);
    write(takenBack(grant, 5, "300, \"payment\": \"pi_1\""));
    assertThat(onlyPurchase("status").asString()).isEqualTo("refunded");
  }

  /** With a coupon a package may cost nothing. */
  @Test
  void whatCostNothingIsPaid() {
    write(bought("{\"paid\":0}"));
    assertThat(onlyPurchase("status").asString()).isEqualTo("paid");
  }

  private JsonNode onlyPurchase(String member) {
    balance("", teller.account(account).seq());
    JsonNode purchases = billing("purchases").get("purchases");
    assertThat(purchases).hasSize(1);
    return purchases.get(0).get(member);
  }

  private List<LedgerEntry> takenBack(String grant, long target, String refunded) {
    String said = "{\"grant\":\"%s\",\"refunded\":%s}".formatted(grant, refunded);
    return teller.does(
        account,
        new Verb.Revoke(grant, "refund", target, false, new Note("refund", null, said)),
        System.currentTimeMillis());
  }

  /** The entries of a package's grant whose note says this of the money. */
  private List<LedgerEntry> bought(String said) {
    return teller.does(
        account,
        new Verb.Grant(Source.PACKAGE, MINI, 0, new Note("package_purchase", null, said)),
        System.currentTimeMillis());
  }

  private JsonNode billing(String what) {
    Answer answer = sink.get("/v1/billing/" + what + "/" + account.user());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.body();
  }
}
