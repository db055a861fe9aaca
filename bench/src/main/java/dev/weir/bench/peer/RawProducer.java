package dev.weir.bench.peer;

import dev.weir.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The limit of ingest: the bytes of commands that Weir's gateway has written, written again as they
 * are by a producer with the same guarantees, into a topic that nobody reads.
 */
public final class RawProducer implements AutoCloseable {
  private static final String TOPIC = "bench.raw";
  private static final int PARTITIONS = 6;
  private static final int PER_PARTITION = 4_000;
  private static final Duration POLL = Duration.ofSeconds(2);

  private final KafkaProducer<byte[], byte[]> producer;
  private final Admin admin;
  private final List<ConsumerRecord<byte[], byte[]>> records;

  private RawProducer(
      KafkaProducer<byte[], byte[]> producer,
      Admin admin,
      List<ConsumerRecord<byte[], byte[]>> records) {
    this.producer = producer;
    this.admin = admin;
    this.records = records;
  }

  public static RawProducer of(String bootstrapServers, String commands)
      throws InterruptedException, ExecutionException {
    Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    try {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, Optional.of(PARTITIONS), Optional.empty())))
          .all()
          .get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "acks",
            "all",
            "enable.idempotence",
            true,
            "linger.ms",
            0,
            "batch.size",
            128 * 1024,
            "compression.type",
            Topics.COMPRESSION);
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    return new RawProducer(producer, admin, sample(bootstrapServers, commands));
  }

  private static List<ConsumerRecord<byte[], byte[]>> sample(String servers, String topic) {
    List<ConsumerRecord<byte[], byte[]>> sample = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(all);
      consumer
          .endOffsets(all)
          .forEach((partition, end) -> consumer.seek(partition, Math.max(0, end - PER_PARTITION)));
      int before = -1;
      while (sample.size() > before && sample.size() < PER_PARTITION * all.size()) {
        before = sample.size();
        consumer.poll(POLL).forEach(sample::add);
      }
    }
    return sample;
  }

  /** Records a second, each acknowledged. */
  public double run(Duration time) {
    LongAdder acknowledged = new LongAdder();
    long started = System.nanoTime();
    long end = started + time.toNanos();
    for (int i = 0; System.nanoTime() < end; i = (i + 1) % records.size()) {
      ConsumerRecord<byte[], byte[]> record = records.get(i);
      var unused =
          producer.send(
              new ProducerRecord<>(TOPIC, record.key(), record.value()),
              (metadata, failure) -> {
                if (failure == null) {
                  acknowledged.increment();
                }
              });
    }
    producer.flush();
    return acknowledged.sum() * 1e9 / (System.nanoTime() - started);
  }

  @Override
  public void close() {
    producer.close();
    var unused = admin.deleteTopics(List.of(TOPIC));
    admin.close();
  }
}
