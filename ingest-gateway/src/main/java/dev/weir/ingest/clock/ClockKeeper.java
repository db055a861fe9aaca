package dev.weir.ingest.clock;

import dev.weir.accounting.Limits;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.schemas.TestClock;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.TenantRecord;
import dev.weir.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongUnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes where a clock stands and waits until this process, and by a setting the others, see it.
 */
public final class ClockKeeper implements AutoCloseable {
  private static final long SEEN_WITHIN_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int ACKNOWLEDGED_WITHIN_S = 4;

  private final TenantDirectory directory;
  private final Map<String, Object> config;
  private final Duration settle;
  private final ReentrantLock moving = new ReentrantLock();
  private @Nullable KafkaProducer<String, TenantRecord> producer;

  public ClockKeeper(TenantDirectory directory, Map<String, Object> connection, Duration settle) {
    this.directory = directory;
    this.settle = settle;
    this.config = new HashMap<>(connection);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, "weir-clock");
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3_000);
    config.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
  }

  /**
   * Moves a tenant's clock; one that was never set starts from the real time.
   *
   * @return where it stands now
   */
  public long move(String tenant, LongUnaryOperator to) {
    moving.lock();
    try {
      long before = directory.clock(tenant).orElseGet(System::currentTimeMillis);
      long now = to.applyAsLong(before);
      if (now < before) {
        throw Problem.of(422, "clock_backwards", "A test clock only goes forward.");
      }
      if (now >= Limits.LATEST_TIME) {
        throw Problem.of(422, "time_invalid", "A test clock ends with the year 9999.");
      }
      write(new TestClock(tenant, now));
      awaitSeen(tenant, now);
      return now;
    } finally {
      moving.unlock();
    }
  }

  private void write(TestClock clock) {
    try {
      if (producer == null) {
        producer =
            new KafkaProducer<>(config, new StringSerializer(), AvroSerdes.serializer(config));
      }
      TenantRecord value = new TenantRecord(clock.tenant(), clock.document());
      producer
          .send(new ProducerRecord<>(Topics.TENANTS, clock.key(), value))
          .get(ACKNOWLEDGED_WITHIN_S, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw Problem.unavailable("kafka_unreachable", "The clock may not have moved. Try again.", 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.unavailable("kafka_unreachable", "The clock may not have moved. Try again.", 1);
    }
  }

  private void awaitSeen(String tenant, long now) {
    long deadline = System.nanoTime() + SEEN_WITHIN_NANOS;
    try {
      while (directory.clock(tenant).orElse(0) < now) {
        if (System.nanoTime() > deadline) {
          throw Problem.unavailable("clock_not_seen", "The clock moved but is not seen yet.", 1);
        }
        Thread.sleep(1);
      }
      Thread.sleep(settle);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.unavailable("clock_not_seen", "The clock moved but is not seen yet.", 1);
    }
  }

  @Override
  public void close() {
    moving.lock();
    try {
      if (producer != null) {
        producer.close(Duration.ofSeconds(2));
      }
    } finally {
      moving.unlock();
    }
  }
}
