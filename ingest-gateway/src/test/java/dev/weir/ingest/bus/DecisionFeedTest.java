package dev.weir.ingest.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.DecisionRecord;
import dev.weir.schemas.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecisionFeedTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.DECISIONS, 0);

  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("latest");
  private final List<String> log = List.of("of a new schema", "of a known schema");
  private final List<String> told = new CopyOnWriteArrayList<>();
  private volatile boolean away = true;
  private final DecisionFeed feed =
      new DecisionFeed(
          0,
          () -> consumer,
          () -> this::read,
          decision -> told.add(decision.getCorrelation()),
          () -> told.add("unanswered"),
          Duration.ofMillis(20));

  @AfterEach
  void stop() {
    feed.close();
  }

  /** With every poll, what stands in the log from where the consumer is. */
  private void fetch() {
    consumer.schedulePollTask(this::fetch);
    for (long offset = consumer.position(PARTITION); offset < log.size(); offset++) {
      byte[] value = log.get((int) offset).getBytes(UTF_8);
      consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, offset, "key", value));
    }
  }

  private DecisionRecord read(String topic, byte[] data) {
    String correlation = new String(data, UTF_8);
    if (away && correlation.equals("of a new schema")) {
      throw new RegistryUnavailableException("away");
    }
    DecisionRecord decision = new DecisionRecord();
    decision.setCorrelation(correlation);
    return decision;
  }

  @Test
  void whatTheRegistryKeepsFromBeingReadIsToldOnceItIsBackAndTheOthersMeanwhile() {
    consumer.updateEndOffsets(Map.of(PARTITION, 0L));
    consumer.schedulePollTask(this::fetch);
    feed.start();
    await().until(() -> told.contains("of a known schema"));
    assertThat(told).doesNotContain("of a new schema");
    away = false;
    await().until(() -> told.contains("of a new schema"));
  }

  @Test
  void aBrokerThatIsAwayWhileNothingIsToBeToldIsNoticed() {
    consumer.updateEndOffsets(Map.of(PARTITION, 0L));
    feed.start();
    await().during(Duration.ofMillis(200)).until(told::isEmpty);
    consumer.setOffsetsException(new TimeoutException("away"));
    await().until(() -> told.contains("unanswered"));
  }
}
