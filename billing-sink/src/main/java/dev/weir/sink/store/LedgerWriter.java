package dev.weir.sink.store;

import dev.weir.edge.trace.Spans;
import dev.weir.sink.ledger.LedgerReader;
import dev.weir.sink.store.LedgerRow.Origin;
import dev.weir.sink.store.WriterSession.SteppedDown;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes the ledger to PostgreSQL, one session after another until it is closed. It
 * never gives up and never skips: what it cannot write it tries again, and health tells.
 */
public final class LedgerWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);
  private static final long CLOSE_MS = 10_000;

  /** What a session needs, made anew for each. */
  record Sessions(
      Supplier<Consumer<byte[], byte[]>> consumers,
      Function<Consumer<byte[], byte[]>, WriterSession> over) {}

  private final DatabaseSchema schema;
  private final Sessions sessions;
  private final WriterStatus status;
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean closing;
  private volatile @Nullable Consumer<byte[], byte[]> current;

  private LedgerWriter(DatabaseSchema schema, Sessions sessions, WriterStatus status) {
    this.schema = schema;
    this.sessions = sessions;
    this.status = status;
    this.thread = Thread.ofPlatform().name("ledger-writer").unstarted(this::run);
  }

  /**
   * A writer that is not started yet.
   *
   * @param consumers new consumers of the writers' group: read committed, without auto-commit and
   *     with {@code auto.offset.reset=none}
   */
  public static LedgerWriter of(
      String topic,
      Supplier<Consumer<byte[], byte[]>> consumers,
      LedgerReader reader,
      DatabaseSchema schema,
      DataSource dataSource) {
    WriterStatus status = new WriterStatus();
    LedgerTransactions transactions = new LedgerTransactions(dataSource, new SinkOffsets(topic));
    return new LedgerWriter(
        schema,
        new Sessions(
            consumers,
            consumer ->
                new WriterSession(
                    consumer, topic, transactions, record -> row(reader, record), status)),
        status);
  }

  static LedgerRow row(LedgerReader reader, ConsumerRecord<byte[], byte[]> record) {
    LedgerReader.Read read = reader.read(record.value(), record.partition(), record.offset());
    return new LedgerRow(
        read.entry(),
        record.value(),
        record.timestamp(),
        new Origin(read.commandPartition(), read.commandOffset(), read.traceparent()),
        new Origin(record.partition(), record.offset()));
  }

  public void start() {
    thread.start();
  }

  /** Every row that is committed from now on is told in a span of its command's trace. */
  public LedgerWriter traced(Spans spans) {
    status.witness(new RowSpans(spans));
    return this;
  }

  public WriterStatus status() {
    return status;
  }

  @Override
  public void close() {
    closing = true;
    Consumer<byte[], byte[]> polling = current;
    if (polling != null) {
      polling.wakeup();
    }
    closed.countDown();
    try {
      thread.join(CLOSE_MS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Backoff backoff = new Backoff();
    while (!closing) {
      try {
        schema.bringUpToDate();
        session(backoff);
      } catch (SteppedDown replaced) {
        LOG.warn("stepping down: {}", replaced.getMessage());
        backoff.failed();
      } catch (WakeupException closed) {
        LOG.debug("woken to close");
      } catch (RuntimeException failure) {
        if (!closing) {
          status.troubled(String.valueOf(failure.getMessage()), Failures.needsRepair(failure));
          LOG.error("the writer of the ledger's rows stopped and will start again", failure);
          backoff.failed();
        }
      }
      pause(backoff);
    }
  }

  private void session(Backoff backoff) {
    try (Consumer<byte[], byte[]> consumer = sessions.consumers().get()) {
      current = consumer;
      WriterSession session = sessions.over().apply(consumer);
      session.join();
      while (!closing) {
        if (session.step()) {
          backoff.succeeded();
        }
      }
    } finally {
      current = null;
    }
  }

  private void pause(Backoff backoff) {
    try {
      closed.await(backoff.remainingMs(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      closing = true;
    }
  }
}
