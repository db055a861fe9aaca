package dev.weir.streams.tick;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a tick into each partition of the command log that this process decides: at a fixed pace,
 * at once when a test clock moved, and again soon where a tick had to leave something over. A tick
 * too many changes nothing.
 */
public final class Ticker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
  private static final byte[] KEY_BYTES = Topics.TICK_KEY.getBytes(UTF_8);
  private static final Duration AGAIN = Duration.ofMillis(250);

  /** Makes the value of a tick for that instant. */
  public interface Ticks {
    byte[] at(long now);
  }

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final Ticks ticks;
  private final Supplier<Set<Integer>> owned;
  private final Leftovers leftovers;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("weir-ticker").daemon().factory());

  /**
   * @param owned the partitions to tick
   * @param leftovers where ticks had to leave something over
   */
  public Ticker(
      Producer<byte[], byte[]> producer,
      String topic,
      Ticks ticks,
      Supplier<Set<Integer>> owned,
      Leftovers leftovers) {
    this.producer = producer;
    this.topic = topic;
    this.ticks = ticks;
    this.owned = owned;
    this.leftovers = leftovers;
    this.clock = Clock.systemUTC();
  }

  public void start(Duration interval) {
    every(interval, () -> tick(owned.get()));
    every(AGAIN, () -> tick(leftovers.take()));
  }

  private void every(Duration pace, Runnable task) {
    long ms = pace.toMillis();
    ScheduledFuture<?> _ = thread.scheduleWithFixedDelay(task, ms, ms, TimeUnit.MILLISECONDS);
  }

  /** Ticks all partitions at once. */
  public void now() {
    thread.execute(() -> tick(owned.get()));
  }

  private void tick(Collection<Integer> partitions) {
    try {
      long now = clock.millis();
      for (int partition : partitions) {
        Future<RecordMetadata> _ =
            producer.send(
                new ProducerRecord<>(topic, partition, now, KEY_BYTES, ticks.at(now)),
                Ticker::sent);
      }
    } catch (RuntimeException e) {
      // A scheduled task that throws is never run again, and the next tick settles all the same.
      LOG.warn("A tick could not be written; the next one makes up for it.", e);
    }
  }

  private static void sent(RecordMetadata at, @Nullable Exception failure) {
    if (failure != null) {
      LOG.warn("A tick was not written; the next one makes up for it.", failure);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    producer.close(Duration.ofSeconds(2));
  }
}
