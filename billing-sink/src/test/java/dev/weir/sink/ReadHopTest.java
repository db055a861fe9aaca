package dev.weir.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.accounting.AccountKey;
import dev.weir.schemas.TopicSettings;
import dev.weir.sink.check.Reconciliation;
import dev.weir.sink.check.Report;
import dev.weir.sink.support.Sink;
import dev.weir.sink.support.Sink.Answer;
import dev.weir.sink.support.Teller;
import dev.weir.sink.view.Views;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Several instances share the accounts, and any of them is as good to ask as another. */
class ReadHopTest extends ReadsOfOneAccount {
  @Test
  void twoInstancesAnswerForEachOtherByOneSignedHop() throws Exception {
    List<AccountKey> accounts = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      AccountKey key = Teller.sheen("hop-" + UUID.randomUUID());
      write(teller.charges(key, 7 * Teller.SECOND, System.currentTimeMillis()));
      accounts.add(key);
    }
    try (Sink other = side.another()) {
      await().atMost(SOON).until(() -> other.raw("/health", Map.of()).status() == 200);
      for (AccountKey key : accounts) {
        for (Sink asked : List.of(sink, other)) {
          Answer answer =
              await()
                  .atMost(SOON)
                  .until(
                      () -> asked.get("/v1/accounts/" + key.user() + "/balance"),
                      read -> read.status() == 200);
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
}
