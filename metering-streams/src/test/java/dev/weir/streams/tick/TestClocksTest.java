package dev.weir.streams.tick;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.TestClock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TestClocksTest {
  private static final String TOPIC = "tenants";
  private static final TopicPartition ONLY = new TopicPartition(TOPIC, 0);

  /** The topic is read from its beginning again, and what stands there first is long past. */
  @Test
  void aClockNeverGoesBackWhenItsTopicIsReadAgain() throws Exception {
    MockConsumer<String, byte[]> first = reader();
    MockConsumer<String, byte[]> second = reader();
    BlockingQueue<Long> seen = new LinkedBlockingQueue<>();
    try (TestClocks clocks = readBy(List.of(first, second))) {
      first.schedulePollTask(() -> moves(first, 0, 10));
      first.schedulePollTask(() -> moves(first, 1, 20));
      first.schedulePollTask(TestClocksTest::brokerAway);
      second.schedulePollTask(() -> moves(second, 0, 10));
      second.schedulePollTask(() -> seen.add(clocks.now().get("sheen")));
      second.schedulePollTask(() -> moves(second, 1, 30));
      second.schedulePollTask(() -> seen.add(clocks.now().get("sheen")));
      clocks.start(() -> {}, () -> {});
      assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo(20);
      assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo(30);
    }
  }

  /** By the wall clock a test account would be settled at a time that it does not live in. */
  @Test
  void saysThatTheClocksAreKnownOnceAllThatStoodThereIsRead() throws Exception {
    MockConsumer<String, byte[]> first = reader();
    MockConsumer<String, byte[]> second = reader();
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    try (TestClocks clocks = readBy(List.of(first, second))) {
      first.schedulePollTask(() -> moves(first, 0, 10));
      first.schedulePollTask(TestClocksTest::brokerAway);
      second.schedulePollTask(() -> moves(second, 0, 10));
      second.schedulePollTask(() -> moves(second, 1, 20));
      second.schedulePollTask(() -> moves(second, 2, 30));
      clocks.start(
          () -> said.add("known " + clocks.now()), () -> said.add("moved " + clocks.now()));
      assertThat(said.poll(20, TimeUnit.SECONDS)).isEqualTo("known {sheen=20}");
      assertThat(said.poll(20, TimeUnit.SECONDS)).isEqualTo("moved {sheen=30}");
    }
  }

  @Test
  void aRecordThatNobodyCanReadIsPassedOver() throws Exception {
    MockConsumer<String, byte[]> reader = reader();
    BlockingQueue<Map<String, Long>> known = new LinkedBlockingQueue<>();
    try (TestClocks clocks = readBy(List.of(reader))) {
      String key = new TestClock("sheen", 0).key();
      reader.schedulePollTask(
          () -> reader.addRecord(new ConsumerRecord<>(TOPIC, 0, 0, key, new byte[] {1})));
      reader.schedulePollTask(() -> moves(reader, 1, 20));
      clocks.start(() -> known.add(clocks.now()), () -> {});
      assertThat(known.poll(20, TimeUnit.SECONDS)).containsEntry("sheen", 20L);
    }
  }

  /** Each is opened when the one before it has failed. */
  private static TestClocks readBy(List<Consumer<String, byte[]>> readers) {
    Queue<Consumer<String, byte[]>> next = new ArrayDeque<>(readers);
    return new TestClocks(next::remove, value -> new String(value, StandardCharsets.UTF_8), TOPIC);
  }

  private static MockConsumer<String, byte[]> reader() {
    MockConsumer<String, byte[]> reader = new MockConsumer<>("earliest");
    Node node = Node.noNode();
    reader.updatePartitions(
        TOPIC, List.of(new PartitionInfo(TOPIC, 0, node, new Node[0], new Node[0])));
    reader.updateBeginningOffsets(Map.of(ONLY, 0L));
    reader.updateEndOffsets(Map.of(ONLY, 2L));
    return reader;
  }

  private static void moves(MockConsumer<String, byte[]> reader, long offset, long now) {
    TestClock clock = new TestClock("sheen", now);
    byte[] document = clock.document().getBytes(StandardCharsets.UTF_8);
    reader.addRecord(new ConsumerRecord<>(TOPIC, 0, offset, clock.key(), document));
  }

  private static void brokerAway() {
    throw new KafkaException("the broker is away");
  }
}
