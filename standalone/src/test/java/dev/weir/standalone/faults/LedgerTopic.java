package dev.weir.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.LedgerEntryRecord;
import dev.weir.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The committed ledger, read by somebody who has nothing to do with the services. */
final class LedgerTopic {
  private final Map<String, Object> config;
  private final Broker broker;

  LedgerTopic(Installation installation) {
    this.broker = new Broker(installation);
    this.config =
        Map.of(
            "bootstrap.servers",
            installation.bootstrap(),
            "schema.registry.url",
            installation.registry(),
            "isolation.level",
            "read_committed",
            "enable.auto.commit",
            false,
            "auto.offset.reset",
            "earliest");
  }

  /**
   * The hash of every entry, by {@code account#seq}; each of them is there once. What was answered
   * a moment ago is committed, but perhaps not yet marked so in each partition: the end that a
   * reader of committed ones is told can be before it.
   */
  Map<String, String> hashes() throws Exception {
    Map<String, String> hashes = new TreeMap<>();
    try (KafkaConsumer<String, byte[]> consumer =
            new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        Deserializer<LedgerEntryRecord> entries =
            AvroSerdes.deserializer(LedgerEntryRecord.class, config)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.LEDGER).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = broker.ends(Topics.LEDGER);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          LedgerEntryRecord entry = entries.deserialize(record.topic(), record.value());
          String key = record.key() + "#" + entry.getSeq();
          assertThat(hashes.put(key, entry.getHash())).as("I3: %s is there once", key).isNull();
        }
      }
    }
    return hashes;
  }
}
