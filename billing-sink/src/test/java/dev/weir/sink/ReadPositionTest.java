package dev.weir.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.LedgerEntry;
import dev.weir.schemas.Topics;
import dev.weir.sink.support.Shared;
import dev.weir.sink.support.Sink.Answer;
import dev.weir.sink.support.Teller;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A read may name a position, and then shows nothing older. */
class ReadPositionTest extends ReadsOfOneAccount {
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

  /** By its own last entry or a later one's, or else by how far the deciding side has come. */
  @Test
  void aReadWaitsForAnEventsOffset() throws Exception {
    int partition = ledger.partition(account.text());
    write(teller.charges(account, 1, System.currentTimeMillis()));
    long offset = ledger.commandOffset();
    Answer seen = answered(path + "/balance", position("p" + partition + ":" + offset + ",p99:1"));
    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.body().get("seq").asLong()).isEqualTo(teller.account(account).seq());

    Map<String, String> withoutEntry = position("p" + partition + ":" + (offset + 1));
    assertThat(sink.get(path + "/balance", withoutEntry).status())
        .as("the deciding side has not passed it")
        .isEqualTo(503);
    decidedUpTo(partition, offset + 2);
    assertThat(answered(path + "/balance", withoutEntry).status()).isEqualTo(200);

    decidedUpTo(partition, offset);
    write(teller.charges(account, 1, System.currentTimeMillis()));
    assertThat(answered(path + "/balance", withoutEntry).status()).as("overtaken").isEqualTo(200);
  }

  /** The fold commits a partition that is quiet, and does not wait for the others to be. */
  @Test
  void aReadAfterAWriteWithoutEntryDoesNotWaitForOtherPartitions() throws Exception {
    int partition = ledger.partition(account.text());
    AccountKey other =
        Stream.generate(() -> Teller.sheen("u-" + UUID.randomUUID()))
            .filter(key -> ledger.partition(key.text()) != partition)
            .findFirst()
            .orElseThrow();
    for (int round = 0; round < 4; round++) {
      write(teller.charges(account, 1, System.currentTimeMillis()));
      long offset = ledger.commandOffset() + 1;
      decidedUpTo(partition, offset + 1);
      AtomicBoolean enough = new AtomicBoolean();
      Thread load = Thread.ofVirtual().start(() -> load(other, enough));
      try {
        Answer read = answered(path + "/balance", position("p" + partition + ":" + offset));
        assertThat(read.status()).as(read.body().toString()).isEqualTo(200);
      } finally {
        enough.set(true);
        load.join();
      }
    }
  }

  private void load(AccountKey other, AtomicBoolean enough) {
    try {
      while (!enough.get()) {
        write(teller.charges(other, 1, System.currentTimeMillis()));
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void appendAfter(long millis, List<LedgerEntry> entries) {
    try {
      Thread.sleep(millis);
      write(entries);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
}
