package dev.weir.ingest.bus;

import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.DecisionRecord;
import dev.weir.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The committed decisions of this instance's partition, from the moment it started. It knows where
 * it stands before the first command is written, so no decision can slip by.
 */
final class DecisionFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DecisionFeed.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long PAUSE_MS = 200;

  private final Map<String, Object> connection;
  private final TopicPartition partition;
  private final Consumer<DecisionRecord> listener;
  private final Thread thread;
  private volatile boolean running = true;
  private volatile boolean ready;
  private volatile @Nullable KafkaConsumer<String, byte[]> current;
  private OptionalLong next = OptionalLong.empty();

  DecisionFeed(Map<String, Object> connection, int index, Consumer<DecisionRecord> listener) {
    this.connection = connection;
    this.partition = new TopicPartition(Topics.DECISIONS, index);
    this.listener = listener;
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
      try (KafkaConsumer<String, byte[]> consumer = consumer();
          Deserializer<DecisionRecord> values =
              AvroSerdes.deserializer(DecisionRecord.class, connection)) {
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

  private void follow(KafkaConsumer<String, byte[]> consumer, Deserializer<DecisionRecord> values) {
    List<TopicPartition> all = List.of(partition);
    consumer.assign(all);
    if (next.isPresent()) {
      consumer.seek(partition, next.getAsLong());
    } else {
      consumer.seekToEnd(all);
    }
    next = OptionalLong.of(consumer.position(partition));
    ready = true;
    while (running) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        tell(record, values);
      }
      next = OptionalLong.of(consumer.position(partition));
    }
  }

  private void tell(ConsumerRecord<String, byte[]> record, Deserializer<DecisionRecord> values) {
    try {
      byte[] bytes = record.value();
      if (bytes != null) {
        listener.accept(values.deserialize(record.topic(), bytes));
      }
    } catch (RuntimeException e) {
      // Its request ends with an unknown outcome; the others must not.
      LOG.error("Decision {}:{} is passed over", record.partition(), record.offset(), e);
    }
  }

  private KafkaConsumer<String, byte[]> consumer() {
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
    KafkaConsumer<String, byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
  }
}
