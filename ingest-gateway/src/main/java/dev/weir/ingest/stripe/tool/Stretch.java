package dev.weir.ingest.stripe.tool;

import dev.weir.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic once, from somewhere to where it ends now; committed records only. */
public final class Stretch {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> config;

  public Stretch(Map<String, Object> config) {
    this.config = new HashMap<>(config);
    this.config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    this.config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    this.config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    this.config.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
  }

  /** Where the topic ends now. */
  public Map<TopicPartition, Long> end(String topic) {
    try (KafkaConsumer<String, byte[]> consumer = assigned(topic)) {
      return consumer.endOffsets(consumer.assignment());
    }
  }

  /** Where the records begin that were written at that time or later. */
  public Map<TopicPartition, Long> since(String topic, long epochMs) {
    try (KafkaConsumer<String, byte[]> consumer = assigned(topic)) {
      Map<TopicPartition, Long> from = consumer.endOffsets(consumer.assignment());
      Map<TopicPartition, Long> times = new HashMap<>();
      consumer.assignment().forEach(partition -> times.put(partition, epochMs));
      for (Map.Entry<TopicPartition, OffsetAndTimestamp> each :
          consumer.offsetsForTimes(times).entrySet()) {
        if (each.getValue() != null) {
          from.put(each.getKey(), each.getValue().offset());
        }
      }
      return from;
    }
  }

  /** Everything from there on. */
  public <T extends SpecificRecord> void read(
      Map<TopicPartition, Long> from, Class<T> type, Consumer<T> reader) {
    try (KafkaConsumer<String, byte[]> consumer = consumer();
        Deserializer<T> values = AvroSerdes.deserializer(type, config)) {
      consumer.assign(from.keySet());
      from.forEach(consumer::seek);
      Map<TopicPartition, Long> end = consumer.endOffsets(from.keySet());
      while (end.entrySet().stream()
          .anyMatch(each -> consumer.position(each.getKey()) < each.getValue())) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          reader.accept(values.deserialize(record.topic(), record.value()));
        }
      }
    }
  }

  private KafkaConsumer<String, byte[]> assigned(String topic) {
    KafkaConsumer<String, byte[]> consumer = consumer();
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    return consumer;
  }

  private KafkaConsumer<String, byte[]> consumer() {
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }
}
