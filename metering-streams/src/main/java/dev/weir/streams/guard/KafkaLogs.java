package dev.weir.streams.guard;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the broker, with a consumer of its own (read_committed, without a group) that is opened at
 * the first question.
 */
public final class KafkaLogs implements Logs, AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Supplier<Consumer<byte[], byte[]>> open;
  private @Nullable Consumer<byte[], byte[]> reader;

  public KafkaLogs(Supplier<Consumer<byte[], byte[]>> open) {
    this.open = open;
  }

  @Override
  public synchronized void requireReaches(TopicPartition input, long applied) {
    long end = end(input);
    if (end <= applied) {
      throw new FailStop(
          "%s ends at offset %d, but commands up to %d were applied: it was cut off or created again."
              .formatted(input, end, applied));
    }
  }

  @Override
  public synchronized void requireNothingBetween(TopicPartition input, long applied, long next) {
    requireLogStillHolds(input, applied);
    OptionalLong found = firstRecord(input, applied + 1, next);
    if (found.isPresent()) {
      throw new FailStop(
          ("%s goes on at offset %d, but the last command applied is %d and the one at %d was"
                  + " passed over: the group's committed offsets were moved or lost.")
              .formatted(input, next, applied, found.getAsLong()));
    }
  }

  @Override
  public synchronized void requireLogStillHolds(TopicPartition input, long applied) {
    long begin = begin(input);
    if (begin > applied + 1) {
      throw new FailStop(
          "%s begins at offset %d, but the last command applied is %d: commands were deleted unread."
              .formatted(input, begin, applied));
    }
  }

  @Override
  public synchronized void requireWritten(TopicPartition output) {
    if (end(output) == 0) {
      throw new FailStop(
          "%s is empty, although entries were written to it: it was created again."
              .formatted(output));
    }
  }

  @Override
  public synchronized void requireUnwritten(TopicPartition output) {
    if (firstRecord(output, begin(output), end(output)).isPresent()) {
      throw new FailStop(
          ("%s holds entries, although no command was applied yet: the state that belongs to them"
                  + " is gone, and deciding from nothing would write them again.")
              .formatted(output));
    }
  }

  /** The first record in [from, to) that a reader of committed records gets to see. */
  private OptionalLong firstRecord(TopicPartition partition, long from, long to) {
    Consumer<byte[], byte[]> consumer = reader();
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (consumer.position(partition) < to) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        return record.offset() < to ? OptionalLong.of(record.offset()) : OptionalLong.empty();
      }
      if (System.nanoTime() > deadline) {
        throw new TimeoutException(partition + " could not be read within " + PATIENCE);
      }
    }
    return OptionalLong.empty();
  }

  private long begin(TopicPartition partition) {
    return offset(reader().beginningOffsets(Set.of(partition)), partition);
  }

  private long end(TopicPartition partition) {
    return offset(reader().endOffsets(Set.of(partition)), partition);
  }

  private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    Long offset = offsets.get(partition);
    if (offset == null) {
      throw new TimeoutException("The broker does not know where " + partition + " is.");
    }
    return offset;
  }

  private Consumer<byte[], byte[]> reader() {
    if (reader == null) {
      reader = open.get();
    }
    return reader;
  }

  @Override
  public synchronized void close() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
