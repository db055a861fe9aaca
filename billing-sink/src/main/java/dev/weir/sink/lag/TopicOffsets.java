package dev.weir.sink.lag;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** Where partitions end and where groups are, as the broker says at this moment. */
public final class TopicOffsets {
  private static final long TIMEOUT_MS = 2_000;

  /** Many who wait ask over and over, and no answer changes faster than transactions end. */
  private static final long SHARED_NANOS = Duration.ofMillis(25).toNanos();

  /** More records than this are never looked through for something that counts. */
  private static final long WORTH_A_LOOK = 200;

  private final Admin admin;
  private final Supplier<Consumer<byte[], byte[]>> readers;
  private final Map<String, Integer> partitionCounts = new ConcurrentHashMap<>();
  private final Map<String, Committed> committed = new ConcurrentHashMap<>();

  private record Committed(
      long askedAt, KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> offsets) {
    boolean old() {
      return System.nanoTime() - askedAt > SHARED_NANOS;
    }
  }

  /** The broker did not say. */
  public static final class Unknown extends RuntimeException {
    Unknown(Throwable cause) {
      super("the broker does not say where its topics end", cause);
    }
  }

  /**
   * @param readers new read-committed consumers that belong to no group
   */
  public TopicOffsets(Admin admin, Supplier<Consumer<byte[], byte[]>> readers) {
    this.admin = admin;
    this.readers = readers;
  }

  /** Asked once: the number is fixed when the topic is made. */
  public int partitions(String topic) {
    return partitionCounts.computeIfAbsent(
        topic,
        name ->
            Objects.requireNonNull(
                    asked(admin.describeTopics(List.of(name)).allTopicNames()).get(name))
                .partitions()
                .size());
  }

  /**
   * By partition, the offset after its last record: committed or aborted ones only, or also those
   * whose transaction is still open.
   */
  public Map<Integer, Long> ends(String topic, IsolationLevel level) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (int partition = 0; partition < partitions(topic); partition++) {
      wanted.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    Map<Integer, Long> ends = new TreeMap<>();
    asked(admin.listOffsets(wanted, new ListOffsetsOptions(level)).all())
        .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
    return ends;
  }

  /**
   * By partition, the next offset the group will read, or would have a moment ago: all who ask
   * within it share an answer. A partition the group never committed is absent.
   */
  public Map<Integer, Long> committed(String group, String topic) {
    Map<Integer, Long> next = new TreeMap<>();
    asked(committed.compute(group, this::recent).offsets)
        .forEach(
            (partition, offset) -> {
              if (partition.topic().equals(topic) && offset != null) {
                next.put(partition.partition(), offset.offset());
              }
            });
    return next;
  }

  private Committed recent(String group, @Nullable Committed before) {
    return before != null && !before.old()
        ? before
        : new Committed(
            System.nanoTime(),
            admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
  }

  /**
   * Whether nothing that a read-committed consumer would get lies between two offsets: the marks
   * that end transactions and the records of aborted ones take offsets too, and a group that was
   * given nothing else commits nothing.
   */
  public boolean nothingBetween(String topic, int number, long from, long end) {
    TopicPartition partition = new TopicPartition(topic, number);
    if (from >= end) {
      return true;
    }
    if (end - from > WORTH_A_LOOK) {
      return false;
    }
    try (Consumer<byte[], byte[]> reader = readers.get()) {
      reader.assign(List.of(partition));
      reader.seek(partition, from);
      for (long until = System.nanoTime() + 200_000_000L; System.nanoTime() < until; ) {
        if (!reader.poll(Duration.ofMillis(20)).isEmpty()) {
          return false;
        }
        if (reader.position(partition) >= end) {
          return true;
        }
      }
      return false;
    } catch (RetriableException failure) {
      throw new Unknown(failure);
    }
  }

  private static <T> T asked(KafkaFuture<T> answer) {
    try {
      return answer.get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new Unknown(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Unknown(interrupted);
    }
  }
}
