package dev.weir.streams.tick;

import dev.weir.schemas.TestClock;
import dev.weir.schemas.serde.UndecodableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The test clocks as the topic of tenants has them, followed from its beginning. A clock that moves
 * is passed on at once: what falls due by it shall not wait for the next tick.
 */
public final class TestClocks implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TestClocks.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

  private final Supplier<Consumer<String, byte[]>> open;
  private final Function<byte[], @Nullable String> documentOf;
  private final String topic;
  private final Map<String, Long> clocks = new ConcurrentHashMap<>();
  private final Thread thread =
      Thread.ofPlatform().name("weir-test-clocks").daemon().unstarted(this::follow);
  private volatile Runnable known = () -> {};
  private volatile Runnable moved = () -> {};
  private volatile @Nullable Consumer<String, byte[]> consumer;
  private volatile boolean closed;

  /**
   * @param documentOf takes a record's value to the document in it
   */
  public TestClocks(
      Supplier<Consumer<String, byte[]>> open,
      Function<byte[], @Nullable String> documentOf,
      String topic) {
    this.open = open;
    this.documentOf = documentOf;
    this.topic = topic;
  }

  /**
   * @param known called once, when all clocks have been read as they stood at the start
   * @param moved called whenever a clock moved after that
   */
  public void start(Runnable known, Runnable moved) {
    this.known = known;
    this.moved = moved;
    thread.start();
  }

  /** By tenant, in epoch ms. */
  public Map<String, Long> now() {
    return Map.copyOf(clocks);
  }

  private void follow() {
    boolean caughtUp = false;
    while (!closed) {
      try (Consumer<String, byte[]> reader = open.get()) {
        consumer = reader;
        List<TopicPartition> all =
            reader.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        reader.assign(all);
        reader.seekToBeginning(all);
        Map<TopicPartition, Long> ends = reader.endOffsets(all);
        while (!closed) {
          boolean any = take(reader.poll(POLL));
          if (caughtUp && any) {
            moved.run();
          } else if (!caughtUp && reached(reader, ends)) {
            known.run();
            caughtUp = true;
          }
        }
      } catch (WakeupException | InterruptException e) {
        LOG.debug("The clocks are no longer followed.");
      } catch (RuntimeException e) {
        LOG.warn("The test clocks cannot be followed; trying again.", e);
        rest();
      } finally {
        consumer = null;
      }
    }
  }

  private static boolean reached(Consumer<?, ?> reader, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> reader.position(end.getKey()) >= end.getValue());
  }

  /** Tells whether any clock moved. */
  private boolean take(Iterable<ConsumerRecord<String, byte[]>> records) {
    boolean any = false;
    for (ConsumerRecord<String, byte[]> record : records) {
      if (record.key() != null && TestClock.isKey(record.key())) {
        any |= takeOrPass(record);
      }
    }
    return any;
  }

  /** One record that can never be read must not keep everything from falling due. */
  private boolean takeOrPass(ConsumerRecord<String, byte[]> record) {
    try {
      return take(record.key(), record.value());
    } catch (UndecodableException | IllegalArgumentException e) {
      LOG.error("The clock {} of offset {} is passed over", record.key(), record.offset(), e);
      return false;
    }
  }

  private boolean take(String key, byte @Nullable [] value) {
    String document = value == null ? null : documentOf.apply(value);
    if (document == null) {
      return false;
    }
    TestClock clock = TestClock.parse(key, document);
    // They only go forward; what is read again after the broker was away is old news.
    Long before = clocks.get(clock.tenant());
    clocks.merge(clock.tenant(), clock.now(), Math::max);
    return before == null || before < clock.now();
  }

  private void rest() {
    try {
      Thread.sleep(AFTER_FAILURE);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    Consumer<String, byte[]> reader = consumer;
    // An interrupted consumer cannot say goodbye and complains of it.
    if (reader != null) {
      reader.wakeup();
    } else {
      thread.interrupt();
    }
  }
}
