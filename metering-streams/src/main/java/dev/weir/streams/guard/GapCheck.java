package dev.weir.streams.guard;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks at what lies between the last command that was applied and the next one that arrives.
 * Transaction markers and aborted records take up offsets that nobody ever sees, so a jump alone
 * proves nothing; a command in between, or a log that now begins later, proves that input was
 * passed over.
 *
 * <p>Reads with a consumer of its own (read_committed, no group), opened at the first question and
 * kept.
 */
public final class GapCheck implements Gaps, AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Supplier<Consumer<byte[], byte[]>> open;
  private org.apache.kafka.clients.consumer.@org.jspecify.annotations.Nullable Consumer<
          byte[], byte[]>
      consumer;

  public GapCheck(Supplier<Consumer<byte[], byte[]>> open) {
    this.open = open;
  }

  @Override
  public synchronized void requireNothingBetween(
      TopicPartition partition, long applied, long next) {
    requireLogStillHolds(partition, applied);
    Consumer<byte[], byte[]> reader = reader();
    reader.assign(List.of(partition));
    reader.seek(partition, applied + 1);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (reader.position(partition) < next) {
      ConsumerRecords<byte[], byte[]> records = reader.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (record.offset() < next) {
          throw passedOver(partition, applied, next, record.offset());
        }
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new FailStop(
            "It cannot be told within %s whether %s holds commands between %d and %d."
                .formatted(PATIENCE, partition, applied, next));
      }
    }
  }

  @Override
  public synchronized void requireLogStillHolds(TopicPartition partition, long applied) {
    Long begins = reader().beginningOffsets(Set.of(partition)).get(partition);
    if (begins == null || begins > applied + 1) {
      throw new FailStop(
          "%s begins at offset %d, but the last command applied is %d: commands were deleted unread."
              .formatted(partition, begins, applied));
    }
  }

  private static FailStop passedOver(
      TopicPartition partition, long applied, long next, long found) {
    return new FailStop(
        "%s goes on at offset %d, but the last command applied is %d and the command at %d was passed over: "
                .formatted(partition, next, applied, found)
            + "the group's committed offsets were moved or lost.");
  }

  private Consumer<byte[], byte[]> reader() {
    if (consumer == null) {
      consumer = open.get();
    }
    return consumer;
  }

  @Override
  public synchronized void close() {
    if (consumer != null) {
      consumer.close();
      consumer = null;
    }
  }
}
