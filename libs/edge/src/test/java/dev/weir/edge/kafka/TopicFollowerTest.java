package dev.weir.edge.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.schemas.avro.TenantRecord;
import dev.weir.schemas.registry.RegistryRefusedException;
import dev.weir.schemas.registry.RegistryUnavailableException;
import dev.weir.schemas.serde.UndecodableException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told, and what is told again, when the cluster or the registry was away. */
class TopicFollowerTest {
  private static final TopicPartition PARTITION = new TopicPartition("followed", 0);

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final Map<String, RuntimeException> troubles = new ConcurrentHashMap<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final AtomicInteger openings = new AtomicInteger();
  private volatile boolean lost;
  private final TopicFollower<TenantRecord> follower =
      new TopicFollower<>(
          PARTITION.topic(),
          this::open,
          () -> this::read,
          record -> told.add(record.value().getTenant()));

  @AfterEach
  void stop() {
    follower.stop();
  }

  private Consumer<String, byte[]> open() {
    MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    consumer.updatePartitions(
        PARTITION.topic(), List.of(new PartitionInfo(PARTITION.topic(), 0, null, null, null)));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, (long) log.size()));
    consumer.schedulePollTask(() -> fetch(consumer));
    openings.incrementAndGet();
    return consumer;
  }

  /** With every poll, what stands in the log from where the consumer is. */
  private void fetch(MockConsumer<String, byte[]> consumer) {
    consumer.schedulePollTask(() -> fetch(consumer));
    if (lost) {
      lost = false;
      consumer.setPollException(new KafkaException("The connection is lost."));
      return;
    }
    for (long offset = consumer.position(PARTITION); offset < log.size(); offset++) {
      byte[] value = log.get((int) offset).getBytes(UTF_8);
      consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, offset, "key", value));
    }
  }

  private TenantRecord read(String topic, byte[] data) {
    String text = new String(data, UTF_8);
    RuntimeException trouble = troubles.get(text);
    if (trouble != null) {
      throw trouble;
    }
    return new TenantRecord(text, null);
  }

  static Stream<RuntimeException> registryTroubles() {
    RuntimeException away = new RegistryUnavailableException("away");
    RuntimeException closed = new RegistryRefusedException("who are you", 401, 40101);
    return Stream.of(away, closed, new IllegalStateException(away));
  }

  @ParameterizedTest
  @MethodSource("registryTroubles")
  void isNotReadyBeforeTheRegistryHasLetItReadAll(RuntimeException trouble) {
    log.addAll(List.of("a", "b", "c"));
    troubles.put("b", trouble);
    follower.start();
    await().until(() -> openings.get() >= 2);
    assertThat(follower.ready()).isFalse();
    assertThat(told).containsExactly("a");
    troubles.clear();
    await().until(follower::ready);
    assertThat(told).containsExactly("a", "b", "c");
  }

  @Test
  void passesOverWhatCanNeverBeRead() {
    log.addAll(List.of("a", "b", "c"));
    troubles.put(
        "b",
        new UndecodableException(
            UndecodableException.Reason.UNKNOWN_SCHEMA,
            "The registry has no schema 99.",
            new RegistryRefusedException("Schema not found", 404, 40403)));
    follower.start();
    await().until(follower::ready);
    assertThat(told).containsExactly("a", "c");
  }

  @Test
  void goesOnWhereItWasWhenTheConnectionIsBack() {
    log.addAll(List.of("a", "b"));
    follower.start();
    await().until(follower::ready);
    lost = true;
    await().until(() -> openings.get() == 2);
    log.add("c");
    await().until(() -> told.contains("c"));
    assertThat(told).containsExactly("a", "b", "c");
  }
}
