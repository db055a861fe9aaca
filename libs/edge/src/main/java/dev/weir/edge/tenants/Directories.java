package dev.weir.edge.tenants;

import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.CatalogRecord;
import dev.weir.schemas.avro.TenantRecord;
import dev.weir.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The two topics as a place to keep documents: read all, write some. What is written together is
 * seen together, because it is one transaction; a second writer at the same time is cut off.
 */
public final class Directories {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Map<String, Object> config;

  public Directories(Map<String, Object> config) {
    this.config = config;
  }

  /** Every document that stands there now. */
  public Documents current() {
    Documents found = new Documents(new TreeMap<>(), new TreeMap<>());
    read(
        Topics.TENANTS,
        TenantRecord.class,
        (key, value) -> {
          String document = value == null ? null : value.getDocument();
          if (document == null) {
            found.tenants().remove(key);
          } else {
            found.tenants().put(key, document);
          }
        });
    read(
        Topics.CATALOG,
        CatalogRecord.class,
        (key, value) -> {
          if (value != null) {
            found.catalogs().put(key, value.getDocument());
          }
        });
    found.tenants().keySet().removeIf(dev.weir.schemas.TestClock::isKey);
    return found;
  }

  /**
   * All of them or none. A broker that has only just ended this writer's last transaction may
   * refuse the next one's state; a producer of its own begins with a clean one.
   */
  public void publish(Documents documents) {
    try {
      publishOnce(documents);
    } catch (KafkaException e) {
      if (!(e instanceof InvalidTxnStateException)
          && !(e.getCause() instanceof InvalidTxnStateException)) {
        throw e;
      }
      publishOnce(documents);
    }
  }

  private void publishOnce(Documents documents) {
    Map<String, Object> own = new HashMap<>(config);
    own.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "weir-apply");
    own.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    try (KafkaProducer<String, SpecificRecord> producer =
        new KafkaProducer<>(own, new StringSerializer(), AvroSerdes.serializer(config))) {
      producer.initTransactions();
      producer.beginTransaction();
      documents.catalogs().forEach((key, document) -> send(producer, catalog(key, document)));
      documents.tenants().forEach((id, document) -> send(producer, tenant(id, document)));
      producer.commitTransaction();
    }
  }

  private static void send(
      KafkaProducer<String, SpecificRecord> producer,
      ProducerRecord<String, SpecificRecord> record) {
    // A failed send fails the commit; its own future says nothing more.
    var unused = producer.send(record);
  }

  private static ProducerRecord<String, SpecificRecord> catalog(String key, String document) {
    TenantCatalog catalog = CatalogDocument.parse(document);
    CatalogRecord value =
        new CatalogRecord(catalog.tenant(), catalog.catalog().version(), document);
    return new ProducerRecord<>(Topics.CATALOG, key, value);
  }

  private static ProducerRecord<String, SpecificRecord> tenant(String id, String document) {
    return new ProducerRecord<>(Topics.TENANTS, id, new TenantRecord(id, document));
  }

  private interface Reader<T> {
    void read(String key, @org.jspecify.annotations.Nullable T value);
  }

  private <T extends SpecificRecord> void read(String topic, Class<T> type, Reader<T> reader) {
    Map<String, Object> own = new HashMap<>(config);
    own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    own.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    try (KafkaConsumer<String, byte[]> consumer =
            new KafkaConsumer<>(own, new StringDeserializer(), new ByteArrayDeserializer());
        Deserializer<T> values = AvroSerdes.deserializer(type, config)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        if (System.nanoTime() > deadline) {
          throw new KafkaException(topic + " could not be read to its end");
        }
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record ->
                    reader.read(
                        record.key(),
                        record.value() == null ? null : values.deserialize(topic, record.value())));
      }
    }
  }
}
