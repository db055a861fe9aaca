package dev.weir.ingest.bus;

import dev.weir.edge.kafka.RegistryTrouble;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.DecisionRecord;
import dev.weir.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The committed decisions of this instance's partition, from the moment it started. It knows where
 * it stands before the first command is written, so no decision can slip by; one may be told twice.
 * When it is quiet it asks now and then whether the broker is there: nobody else would notice.
 */
final class DecisionFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DecisionFeed.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long PAUSE_MS = 200;
  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(3);

  private final TopicPartition partition;
  private final Supplier<Consumer<String, byte[]>> consumers;
  private final Supplier<Deserializer<DecisionRecord>> deserializers;
  private final Listener listener;
  private final Runnable unanswered;
  private final Duration quiet;
  private final Thread thread;
  private volatile boolean running = true;
  private volatile boolean ready;
  private volatile @Nullable Consumer<String, byte[]> current;
  private OptionalLong next = OptionalLong.empty();

  interface Listener {
    void decided(DecisionRecord decision);
  }

  /**
   * @param unanswered when the broker does not say whether there is anything
   */
  DecisionFeed(Map<String, Object> connection, int index, Listener listener, Runnable unanswered) {
    this(
        index,
        () -> consumer(connection),
        () -> AvroSerdes.deserializer(DecisionRecord.class, connection),
        listener,
        unanswered,
        QUIET);
  }

  DecisionFeed(
      int index,
      Supplier<Consumer<String, byte[]>> consumers,
      Supplier<Deserializer<DecisionRecord>> deserializers,
      Listener listener,
      Runnable unanswered,
      Duration quiet) {
    this.partition = new TopicPartition(Topics.DECISIONS, index);
    this.consumers = consumers;
    this.deserializers = deserializers;
    this.listener = listener;
    this.unanswered = unanswered;
    this.quiet = quiet;
    this.thread = Thread.ofPlatform().name("decisions").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  boolean ready() {
    return ready;
  }

  private void run() {
    while (running) {
      try (Consumer<String, byte[]> consumer = consumers.get();
          Deserializer<DecisionRecord> values = deserializers.get()) {
        current = consumer;
        follow(consumer, values);
      } catch (WakeupException | InterruptException e) {
        LOG.debug("Decisions are no longer followed");
      } catch (KafkaException e) {
        LOG.warn("Decisions cannot be read at the moment: {}", e.getMessage());
        pause();
      } finally {
        current = null;
      }
    }
  }

  private void follow(Consumer<String, byte[]> consumer, Deserializer<DecisionRecord> values) {
    List<TopicPartition> all = List.of(partition);
    consumer.assign(all);
    if (next.isPresent()) {
      consumer.seek(partition, next.getAsLong());
    } else {
      consumer.seekToEnd(all);
    }
    next = OptionalLong.of(consumer.position(partition));
    ready = true;
    long heard = System.nanoTime();
    while (running) {
      ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
      if (!records.isEmpty()) {
        heard = System.nanoTime();
      } else if (System.nanoTime() - heard > quiet.toNanos()) {
        ask(consumer);
        heard = System.nanoTime();
      }
      OptionalLong unread = tell(records, values);
      unread.ifPresent(offset -> consumer.seek(partition, offset));
      next = OptionalLong.of(consumer.position(partition));
      if (unread.isPresent()) {
        pause();
      }
    }
  }

  private void ask(Consumer<String, byte[]> consumer) {
    try {
      consumer.endOffsets(List.of(partition), ANSWER);
    } catch (TimeoutException away) {
      unanswered.run();
    }
  }

  /** Tells what can be read, and returns the first offset that is to be tried again. */
  private OptionalLong tell(
      ConsumerRecords<String, byte[]> records, Deserializer<DecisionRecord> values) {
    OptionalLong unread = OptionalLong.empty();
    for (ConsumerRecord<String, byte[]> record : records) {
      if (!tell(record, values) && unread.isEmpty()) {
        unread = OptionalLong.of(record.offset());
      }
    }
    return unread;
  }

  /** False while the registry keeps it from being read. */
  private boolean tell(ConsumerRecord<String, byte[]> record, Deserializer<DecisionRecord> values) {
    try {
      byte[] bytes = record.value();
      if (bytes != null) {
        listener.decided(values.deserialize(record.topic(), bytes));
      }
    } catch (RuntimeException e) {
      if (RegistryTrouble.behind(e).isPresent()) {
        LOG.warn("Decision {} cannot be read at the moment: {}", record.offset(), e.getMessage());
        return false;
      }
      // Its request ends with an unknown outcome; the others must not.
      LOG.error("Decision {}:{} is passed over", record.partition(), record.offset(), e);
    }
    return true;
  }

  private static Consumer<String, byte[]> consumer(Map<String, Object> connection) {
    Map<String, Object> own = new HashMap<>(connection);
    own.put(ConsumerConfig.CLIENT_ID_CONFIG, "weir-decisions");
    own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    own.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    own.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    own.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    own.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return new KafkaConsumer<>(own, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    running = false;
    Consumer<String, byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
  }
}
