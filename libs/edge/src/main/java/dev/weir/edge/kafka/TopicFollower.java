package dev.weir.edge.kafka;

import dev.weir.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads a topic from its beginning, tells every committed record, and goes on telling for as long
 * as it runs. It is ready once it has told what stood there when it began. When the cluster or the
 * registry is away it tries again from where it was. Only where the log has been cut off there does
 * it begin anew, so the listener must not mind hearing things twice.
 */
public final class TopicFollower<T extends SpecificRecord> implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final String topic;
  private final Supplier<Consumer<String, byte[]>> consumers;
  private final Supplier<Deserializer<T>> deserializers;
  private final Listener<T> listener;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private volatile boolean ready;
  private volatile boolean running;
  private volatile @Nullable Consumer<String, byte[]> current;
  private @Nullable Thread thread;

  /** Hears every record, one after the other. */
  public interface Listener<T> {
    void tell(ConsumerRecord<String, @Nullable T> record);
  }

  public TopicFollower(
      String topic, Map<String, Object> config, Class<T> type, Listener<T> listener) {
    this(
        topic,
        () -> consumer(topic, config),
        () -> AvroSerdes.deserializer(type, config),
        listener);
  }

  TopicFollower(
      String topic,
      Supplier<Consumer<String, byte[]>> consumers,
      Supplier<Deserializer<T>> deserializers,
      Listener<T> listener) {
    this.topic = topic;
    this.consumers = consumers;
    this.deserializers = deserializers;
    this.listener = listener;
  }

  /** Whether all that stood in the topic at the start has been told. */
  public boolean ready() {
    return ready;
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name("follow-" + topic).daemon().start(this::run);
  }

  @Override
  public void stop() {
    running = false;
    Consumer<String, byte[]> consumer = current;
    Thread waiting = thread;
    // An interrupted consumer cannot say goodbye and complains of it.
    if (consumer != null) {
      consumer.wakeup();
    } else if (waiting != null) {
      waiting.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the web server takes its first request. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE - 10_000;
  }

  private void run() {
    while (running) {
      try (Consumer<String, byte[]> consumer = consumers.get();
          Deserializer<T> values = deserializers.get()) {
        current = consumer;
        follow(consumer, values);
      } catch (WakeupException | InterruptException e) {
        LOG.debug("{} is no longer followed", topic);
      } catch (KafkaException e) {
        LOG.warn("{} cannot be followed at the moment: {}", topic, e.getMessage());
        pause();
      } finally {
        current = null;
      }
    }
  }

  private void follow(Consumer<String, byte[]> consumer, Deserializer<T> values) {
    List<TopicPartition> partitions = partitions(consumer);
    if (partitions.isEmpty()) {
      pause();
      return;
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    next.keySet().retainAll(partitions);
    next.forEach(consumer::seek);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (running) {
      consumer.poll(ready ? POLL : Duration.ofMillis(50)).forEach(record -> tell(record, values));
      ready = ready || reached(consumer, ends);
    }
  }

  private static boolean reached(
      Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private List<TopicPartition> partitions(Consumer<String, byte[]> consumer) {
    Collection<PartitionInfo> known = consumer.partitionsFor(topic);
    return known == null
        ? List.of()
        : known.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
  }

  /** One record that can never be read must not hide all that come after it. */
  private void tell(ConsumerRecord<String, byte[]> record, Deserializer<T> values) {
    try {
      byte[] bytes = record.value();
      T value = bytes == null ? null : values.deserialize(topic, bytes);
      listener.tell(
          new ConsumerRecord<>(topic, record.partition(), record.offset(), record.key(), value));
    } catch (RuntimeException e) {
      Optional<KafkaException> trouble = RegistryTrouble.behind(e);
      if (trouble.isPresent()) {
        throw trouble.get();
      }
      LOG.error("{} {}:{} is passed over", topic, record.partition(), record.offset(), e);
    }
    next.put(new TopicPartition(topic, record.partition()), record.offset() + 1);
  }

  private static Consumer<String, byte[]> consumer(String topic, Map<String, Object> config) {
    Map<String, Object> own = new HashMap<>(config);
    own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // Where it was when it was cut off may be gone when it is back.
    own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    own.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    own.put(ConsumerConfig.CLIENT_ID_CONFIG, "follow-" + topic);
    return new KafkaConsumer<>(own, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
