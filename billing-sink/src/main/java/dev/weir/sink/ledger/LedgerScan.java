package dev.weir.sink.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a stretch of the ledger topic once more, from the broker and committed records alone. What
 * is learnt this way owes nothing to the views or to PostgreSQL.
 */
public final class LedgerScan {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration STALLED = Duration.ofSeconds(10);

  private final String topic;
  private final Supplier<Consumer<byte[], byte[]>> readers;
  private final LedgerReader reader;

  /** The broker stopped giving records before the end. */
  public static final class Stalled extends RuntimeException {
    Stalled(TopicPartition partition, long at, long end) {
      super("reading %s stands at %d of %d".formatted(partition, at, end));
    }
  }

  /**
   * @param readers new read-committed consumers that belong to no group
   */
  public LedgerScan(String topic, Supplier<Consumer<byte[], byte[]>> readers, LedgerReader reader) {
    this.topic = topic;
    this.readers = readers;
    this.reader = reader;
  }

  /** Receives an entry and the offset at which it stands. */
  @FunctionalInterface
  public interface Visitor {
    void visit(LedgerReader.Read entry, long offset);
  }

  /** The entries of one account; the others' values are not even decoded. */
  public void ofAccount(int partition, String account, long from, long end, Visitor visitor) {
    byte[] key = account.getBytes(StandardCharsets.UTF_8);
    scan(partition, from, end, record -> Arrays.equals(record.key(), key), visitor);
  }

  /** Every entry of a partition from one offset up to another. */
  public void all(int partition, long from, long end, Visitor visitor) {
    scan(partition, from, end, _ -> true, visitor);
  }

  private void scan(
      int partition,
      long from,
      long end,
      Predicate<ConsumerRecord<byte[], byte[]>> wanted,
      Visitor visitor) {
    TopicPartition at = new TopicPartition(topic, partition);
    try (Consumer<byte[], byte[]> consumer = readers.get()) {
      consumer.assign(List.of(at));
      consumer.seek(at, from);
      long position = from;
      long stalledAt = System.nanoTime() + STALLED.toNanos();
      while (position < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.offset() < end && wanted.test(record)) {
            visitor.visit(reader.read(record.value(), partition, record.offset()), record.offset());
          }
        }
        long now = consumer.position(at);
        if (now > position) {
          position = now;
          stalledAt = System.nanoTime() + STALLED.toNanos();
        } else if (System.nanoTime() > stalledAt) {
          throw new Stalled(at, position, end);
        }
      }
    }
  }
}
