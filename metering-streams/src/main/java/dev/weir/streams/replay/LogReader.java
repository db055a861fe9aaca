package dev.weir.streams.replay;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** One partition of a topic from its very first record on, committed records alone. */
final class LogReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration STALLED = Duration.ofSeconds(30);

  private final TopicPartition partition;
  private final Consumer<byte[], byte[]> consumer;
  private Iterator<ConsumerRecord<byte[], byte[]>> polled = Collections.emptyIterator();
  private @Nullable ConsumerRecord<byte[], byte[]> ahead;

  LogReader(Map<String, Object> config, TopicPartition partition) {
    this.partition = partition;
    this.consumer = consumer(config);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
  }

  static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
    Map<String, Object> all = new HashMap<>(config);
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  TopicPartition partition() {
    return partition;
  }

  /** The first offset that is still there. */
  long begin() {
    return consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  /** The offset behind the last committed record, as it is now. */
  long end() {
    return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  /** The next record before that offset, or null when there is none. */
  @Nullable ConsumerRecord<byte[], byte[]> next(long end) {
    long stalled = System.nanoTime() + STALLED.toNanos();
    while (ahead == null && !polled.hasNext() && consumer.position(partition) < end) {
      polled = consumer.poll(POLL).iterator();
      if (System.nanoTime() > stalled) {
        throw new TimeoutException(
            "%s gave nothing between %d and %d"
                .formatted(partition, consumer.position(partition), end));
      }
    }
    if (ahead == null && polled.hasNext()) {
      ahead = polled.next();
    }
    ConsumerRecord<byte[], byte[]> next = ahead;
    if (next == null || next.offset() >= end) {
      return null;
    }
    ahead = null;
    return next;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
