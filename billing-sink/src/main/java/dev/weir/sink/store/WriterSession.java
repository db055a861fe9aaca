package dev.weir.sink.store;

import dev.weir.sink.store.LedgerTransactions.Outcome;
import dev.weir.sink.store.SinkOffsets.Owned;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One membership of the writer in its consumer group. Kafka says which partitions, PostgreSQL says
 * from where. While PostgreSQL is away the partitions stand paused and the consumer goes on
 * polling, so that it stays a member; what was read waits in memory, and no more is read.
 */
final class WriterSession implements ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(WriterSession.class);
  private static final long POLL_MS = 200;
  private static final long TELL_NANOS = TimeUnit.MILLISECONDS.toNanos(POLL_MS);

  /** Another owner was found: the session ends, and the next one claims anew what it is given. */
  static final class SteppedDown extends RuntimeException {
    SteppedDown() {
      super("another writer owns a partition of this batch");
    }
  }

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final LedgerTransactions transactions;
  private final Function<ConsumerRecord<byte[], byte[]>, LedgerRow> decode;
  private final WriterStatus status;

  private final Backoff backoff = new Backoff();
  private final Map<Integer, Owned> owned = new TreeMap<>();
  private final TreeSet<Integer> unclaimed = new TreeSet<>();
  private final Map<TopicPartition, OffsetAndMetadata> told = new HashMap<>();
  private LedgerBatch pending = LedgerBatch.EMPTY;
  private boolean unsettled;
  private long toldAt = System.nanoTime();

  WriterSession(
      Consumer<byte[], byte[]> consumer,
      String topic,
      LedgerTransactions transactions,
      Function<ConsumerRecord<byte[], byte[]>, LedgerRow> decode,
      WriterStatus status) {
    this.consumer = consumer;
    this.topic = topic;
    this.transactions = transactions;
    this.decode = decode;
    this.status = status;
  }

  void join() {
    consumer.subscribe(List.of(topic), this);
  }

  /** Polls once and writes what came. True: rows were written. */
  boolean step() {
    long waitMs = Math.min(POLL_MS, idle() ? POLL_MS : backoff.remainingMs());
    ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(waitMs));
    if (!records.isEmpty()) {
      List<LedgerRow> rows = new ArrayList<>(records.count());
      records.forEach(r -> rows.add(decode.apply(r)));
      pending = pending.plus(rows);
    }
    boolean wrote = false;
    if (backoff.remainingMs() == 0) {
      try {
        claim();
        wrote = write();
        consumer.resume(consumer.paused());
        backoff.succeeded();
        status.well(wrote);
      } catch (SQLException failure) {
        retryLater(failure);
      }
      tellKafka(records.isEmpty());
    }
    return wrote;
  }

  private boolean idle() {
    return pending.isEmpty() && unclaimed.isEmpty();
  }

  private void claim() throws SQLException {
    while (!unclaimed.isEmpty()) {
      int partition = unclaimed.first();
      Owned claimed = transactions.claim(partition);
      owned.put(partition, claimed);
      unclaimed.remove(partition);
      consumer.seek(at(partition), claimed.next());
      LOG.info(
          "partition {} is written from offset {} under epoch {}",
          partition,
          claimed.next(),
          claimed.epoch());
    }
  }

  private boolean write() throws SQLException {
    if (pending.isEmpty()) {
      return false;
    }
    Outcome outcome = Outcome.ABSENT;
    if (unsettled) {
      outcome = transactions.settle(pending, owned);
      unsettled = false;
    }
    if (outcome == Outcome.ABSENT) {
      unsettled = true;
      outcome = transactions.write(pending, owned);
      unsettled = false;
    }
    if (outcome == Outcome.FENCED) {
      status.steppedDown();
      throw new SteppedDown();
    }
    pending.nextOffsets().forEach((p, next) -> owned.computeIfPresent(p, (_, o) -> o.to(next)));
    status.wrote(pending.rows());
    pending = LedgerBatch.EMPTY;
    return true;
  }

  private void retryLater(SQLException failure) {
    consumer.pause(consumer.assignment());
    backoff.failed();
    Failures.report(status, failure, backoff.remainingMs());
  }

  /**
   * For those who watch the group's lag: at once when nothing more came, else now and then. Nobody
   * reads it back: where to go on stands in the table.
   */
  private void tellKafka(boolean quiet) {
    long now = System.nanoTime();
    if (!pending.isEmpty() || (!quiet && now - toldAt < TELL_NANOS)) {
      return;
    }
    toldAt = now;
    Map<TopicPartition, OffsetAndMetadata> reached = new HashMap<>();
    for (int partition : owned.keySet()) {
      OffsetAndMetadata position = new OffsetAndMetadata(consumer.position(at(partition)));
      if (!position.equals(told.put(at(partition), position))) {
        reached.put(at(partition), position);
      }
    }
    if (!reached.isEmpty()) {
      consumer.commitAsync(
          reached,
          (_, failure) -> {
            if (failure != null) {
              LOG.debug("the group's offsets were not committed, the next ones will be", failure);
            }
          });
    }
  }

  /**
   * Only notes the partitions and holds them: the database may be away. The position given here is
   * never read from; without one the consumer would look for a committed offset of its own.
   */
  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    consumer.pause(partitions);
    for (TopicPartition partition : partitions) {
      consumer.seek(partition, 0);
      owned.remove(partition.partition());
      unclaimed.add(partition.partition());
    }
    pending = pending.only(row -> owned.containsKey(row.ledger().partition()));
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      owned.remove(partition.partition());
      unclaimed.remove(partition.partition());
      told.remove(partition);
    }
    pending = pending.only(row -> owned.containsKey(row.ledger().partition()));
  }

  private TopicPartition at(int partition) {
    return new TopicPartition(topic, partition);
  }
}
