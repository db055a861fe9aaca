package dev.weir.schemas.quarantine;

import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.QuarantineRecord;
import dev.weir.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * What is in quarantine. Each call opens its own client and closes it: this is asked for rarely, by
 * people. Sending a record again is safe as often as one likes, because the ids in it are
 * remembered.
 */
public final class Quarantine {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String API_TIMEOUT_MS = "10000";
  private static final int LOOKED_AT = 10_000;
  private static final Comparator<Quarantined> NEWEST_FIRST =
      Comparator.comparingLong((Quarantined q) -> q.record().getAt())
          .thenComparingLong(Quarantined::offset)
          .reversed();

  private final Map<String, Object> config;
  private final Deserializer<QuarantineRecord> records;

  /**
   * @param config where cluster and registry are, in Kafka's and Confluent's own names
   */
  public Quarantine(Map<String, ?> config) {
    this.config = new HashMap<>(config);
    this.records = AvroSerdes.deserializer(QuarantineRecord.class, config);
  }

  /** The newest, the newest first. */
  public List<Quarantined> newest(int limit) {
    return newest(limit, any -> true);
  }

  /** The newest that are wanted, of the {@value #LOOKED_AT} newest of each partition. */
  public List<Quarantined> newest(int limit, Predicate<Quarantined> wanted) {
    List<Quarantined> found = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      for (TopicPartition partition : partitions(consumer)) {
        Deque<Quarantined> here = new ArrayDeque<>();
        long end = end(consumer, partition);
        long from = Math.max(begin(consumer, partition), end - LOOKED_AT);
        read(
            consumer,
            new Stretch(partition, from, end),
            record -> {
              if (wanted.test(record)) {
                here.addLast(record);
              }
              if (here.size() > limit) {
                here.removeFirst();
              }
            });
        found.addAll(here);
      }
    }
    return found.stream().sorted(NEWEST_FIRST).limit(limit).toList();
  }

  /** The one at that place. */
  public Optional<Quarantined> find(int partition, long offset) {
    List<Quarantined> found = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      TopicPartition at = new TopicPartition(Topics.QUARANTINE, partition);
      if (partitions(consumer).contains(at)
          && offset >= begin(consumer, at)
          && offset < end(consumer, at)) {
        read(consumer, new Stretch(at, offset, offset + 1), found::add);
      }
    }
    return found.stream().filter(q -> q.offset() == offset).findFirst();
  }

  /**
   * Sends a record to the topic from which it came, as it came or with a repaired value.
   *
   * @return where it stands now, once the broker has acknowledged it
   */
  public RecordMetadata resend(Quarantined quarantined, byte @Nullable [] repaired) {
    byte[] key = quarantined.key();
    byte[] value = repaired == null ? quarantined.value() : repaired;
    if (key == null || value == null) {
      throw new IllegalArgumentException(
          "A record without a " + (key == null ? "key" : "value") + " would only come back here.");
    }
    try (Producer<byte[], byte[]> producer = producer()) {
      String topic = quarantined.record().getTopic();
      return producer.send(new ProducerRecord<>(topic, key, value)).get();
    } catch (ExecutionException e) {
      throw new KafkaException("The record was not sent.", e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** Offsets of one partition, the end not included. */
  private record Stretch(TopicPartition partition, long from, long to) {}

  private void read(
      Consumer<byte[], byte[]> consumer,
      Stretch stretch,
      java.util.function.Consumer<Quarantined> visit) {
    TopicPartition partition = stretch.partition;
    consumer.assign(List.of(partition));
    consumer.seek(partition, stretch.from);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (consumer.position(partition) < stretch.to) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        QuarantineRecord value = records.deserialize(Topics.QUARANTINE, record.value());
        if (value != null && record.offset() < stretch.to) {
          visit.accept(new Quarantined(record.partition(), record.offset(), value));
        }
      }
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("The quarantine could not be read within " + PATIENCE);
      }
    }
  }

  private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
    return consumer.partitionsFor(Topics.QUARANTINE).stream()
        .map(info -> new TopicPartition(Topics.QUARANTINE, info.partition()))
        .toList();
  }

  private static long begin(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
    return consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  private static long end(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
    return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  private Consumer<byte[], byte[]> consumer() {
    Map<String, Object> all = new HashMap<>(config);
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    all.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
    return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Producer<byte[], byte[]> producer() {
    Map<String, Object> all = new HashMap<>(config);
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, API_TIMEOUT_MS);
    return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
