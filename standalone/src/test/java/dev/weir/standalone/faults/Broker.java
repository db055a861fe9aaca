package dev.weir.standalone.faults;

import dev.weir.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** What somebody with access to the broker can do to the services. */
final class Broker {
  private static final String DECIDING = "weir-streams";
  private static final int PARTITIONS = 6;

  /** Records that {@link #poison} writes. */
  static final int POISON = 4;

  private final Installation installation;

  Broker(Installation installation) {
    this.installation = installation;
  }

  /** Too short, nothing at all, much of nothing, and a schema that nobody knows. */
  void poison() throws Exception {
    byte[] unknownSchema = {0, 0x7f, 0, 0, 1, 2, 2, 2};
    byte[][] values = {new byte[] {1, 2, 3}, null, new byte[900_000], unknownSchema};
    byte[] key = "sheen/live/f1".getBytes(StandardCharsets.UTF_8);
    Map<String, Object> config = Map.of("bootstrap.servers", installation.bootstrap());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int partition = 0; partition < values.length; partition++) {
        byte @Nullable [] keyOrNone = partition == 2 ? null : key;
        producer
            .send(new ProducerRecord<>(Topics.COMMANDS, partition, keyOrNone, values[partition]))
            .get();
      }
    }
  }

  /** How many records a reader of committed ones finds in a topic. */
  long records(String topic) {
    return records(topic, _ -> true);
  }

  /** How many of them have this in their value, as it is spelt. */
  long holding(String topic, String text) {
    return records(
        topic,
        value -> value != null && new String(value, StandardCharsets.ISO_8859_1).contains(text));
  }

  private long records(String topic, Predicate<byte @Nullable []> counted) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", installation.bootstrap(), "isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      long records = 0;
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          records += counted.test(record.value()) ? 1 : 0;
        }
      }
      return records;
    }
  }

  /** Where the deciding group stands in the command log. */
  Map<TopicPartition, Long> offsets() throws Exception {
    try (Admin admin = installation.admin()) {
      return admin
          .listConsumerGroupOffsets(DECIDING)
          .partitionsToOffsetAndMetadata()
          .get()
          .entrySet()
          .stream()
          .filter(e -> e.getKey().topic().equals(Topics.COMMANDS))
          .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
    }
  }

  /** Where the partitions of a topic end, transactions that are still open included. */
  Map<TopicPartition, Long> ends(String topic) throws Exception {
    try (Admin admin = installation.admin()) {
      Map<TopicPartition, ListOffsetsResultInfo> ends =
          admin
              .listOffsets(
                  IntStream.range(0, PARTITIONS)
                      .mapToObj(p -> new TopicPartition(topic, p))
                      .collect(Collectors.toMap(p -> p, _ -> OffsetSpec.latest())))
              .all()
              .get();
      Map<TopicPartition, Long> offsets = new HashMap<>();
      ends.forEach((partition, end) -> offsets.put(partition, end.offset()));
      return offsets;
    }
  }

  /** Moves the group, which must not run; a member that stopped is forgotten first. */
  void moveOffsets(ToLongFunction<TopicPartition> to) throws Exception {
    try (Admin admin = installation.admin()) {
      Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
      for (int p = 0; p < PARTITIONS; p++) {
        TopicPartition partition = new TopicPartition(Topics.COMMANDS, p);
        moved.put(partition, new OffsetAndMetadata(to.applyAsLong(partition)));
      }
      var group = admin.describeConsumerGroups(Set.of(DECIDING)).all().get().get(DECIDING);
      if (group != null && !group.members().isEmpty()) {
        admin
            .removeMembersFromConsumerGroup(DECIDING, new RemoveMembersFromConsumerGroupOptions())
            .all()
            .get();
      }
      admin.alterConsumerGroupOffsets(DECIDING, moved).all().get();
    }
  }
}
