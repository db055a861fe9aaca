package dev.weir.sink.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.weir.sink.support.Connections;
import dev.weir.sink.support.Shared;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One session, step by step, with a group that the test directs. */
class WriterSessionTest {
  private static final String TOPIC = "directed";
  private static final TopicPartition KEPT = new TopicPartition(TOPIC, 0);
  private static final TopicPartition ADDED = new TopicPartition(TOPIC, 1);

  private final AtomicBoolean away = new AtomicBoolean();
  private final WriterStatus status = new WriterStatus();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private HikariDataSource pool;
  private WriterSession session;

  @BeforeEach
  void aSession() throws Exception {
    String url = Shared.database();
    Connections.flyway(url).migrate();
    pool = Connections.pool(url);
    LedgerTransactions transactions =
        new LedgerTransactions(flaky(pool, away), new SinkOffsets(TOPIC));
    session =
        new WriterSession(
            consumer, TOPIC, transactions, r -> LedgerWriter.row(PlainLedger.READER, r), status);
    session.join();
    consumer.updateBeginningOffsets(Map.of(KEPT, 0L, ADDED, 0L));
  }

  @AfterEach
  void close() {
    pool.close();
  }

  /**
   * What was held because the database was away goes on, also where nothing waits to be written.
   */
  @Test
  void everyPartitionGoesOnOnceTheDatabaseIsBack() throws Exception {
    consumer.rebalance(List.of(KEPT));
    session.step();
    away.set(true);
    consumer.schedulePollTask(() -> consumer.rebalance(List.of(KEPT, ADDED)));
    session.step();
    assertThat(status.trouble()).isPresent();
    assertThat(consumer.paused()).containsExactlyInAnyOrder(KEPT, ADDED);

    away.set(false);
    TimeUnit.MILLISECONDS.sleep(150);
    session.step();
    assertThat(status.trouble()).isEmpty();
    assertThat(consumer.paused()).isEmpty();
    consumer.addRecord(entry(KEPT, "a 1"));
    assertThat(session.step()).isTrue();
    assertThat(status.rows()).isEqualTo(1);
  }

  private static ConsumerRecord<byte[], byte[]> entry(TopicPartition partition, String text) {
    byte[] value = text.getBytes(StandardCharsets.UTF_8);
    return new ConsumerRecord<>(
        TOPIC,
        partition.partition(),
        0,
        System.currentTimeMillis(),
        TimestampType.CREATE_TIME,
        0,
        value.length,
        new byte[0],
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  private static DataSource flaky(DataSource real, AtomicBoolean away) {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (_, method, arguments) -> {
              if (away.get()) {
                throw new SQLException("away", "08001");
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }
}
