package dev.weir.streams;

import dev.weir.platform.Platform;
import dev.weir.schemas.Topics;
import dev.weir.schemas.registry.RegistrySettings;
import dev.weir.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/** The one real broker and registry of this module's tests, emptied of topics before each use. */
final class Cluster {

  private static final Platform PLATFORM = Platform.temporary();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(PLATFORM::close));
  }

  private Cluster() {}

  static Map<String, Object> config() {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", PLATFORM.bootstrapServers());
    config.put(RegistrySettings.URL, PLATFORM.registryUrl());
    return config;
  }

  static String bootstrapServers() {
    return PLATFORM.bootstrapServers();
  }

  static String registryUrl() {
    return PLATFORM.registryUrl();
  }

  static Admin admin() {
    return Admin.create(config());
  }

  /** No topic is left, nor a group that remembers one. */
  static void empty() {
    try (Admin admin = admin()) {
      admin.deleteTopics(admin.listTopics().names().get()).all().get();
      for (var group : admin.listGroups().all().get()) {
        empty(admin, group.groupId());
        admin.deleteConsumerGroups(List.of(group.groupId())).all().get();
      }
      while (!admin.listTopics().names().get().isEmpty()) {
        Thread.sleep(50);
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of a group nobody of which runs. */
  static void moveBack(String group, Map<TopicPartition, OffsetAndMetadata> offsets)
      throws InterruptedException, ExecutionException {
    try (Admin admin = admin()) {
      empty(admin, group);
      admin.alterConsumerGroupOffsets(group, offsets).all().get();
    }
  }

  /** A member that was stopped keeps its place for a while. */
  private static void empty(Admin admin, String group)
      throws InterruptedException, ExecutionException {
    var found = admin.describeConsumerGroups(List.of(group)).describedGroups().get(group).get();
    if (!found.members().isEmpty()) {
      var all = new RemoveMembersFromConsumerGroupOptions();
      admin.removeMembersFromConsumerGroup(group, all).all().get();
    }
  }

  /** Everything that was committed to a topic, partition by partition. */
  static <T extends SpecificRecord> List<ConsumerRecord<byte[], T>> read(
      String topic, Class<T> type) {
    Deserializer<T> values = AvroSerdes.deserializer(type, config());
    List<ConsumerRecord<byte[], T>> all = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : raw(topic)) {
      all.add(
          new ConsumerRecord<>(
              topic,
              record.partition(),
              record.offset(),
              record.key(),
              values.deserialize(topic, record.value())));
    }
    return all;
  }

  static List<ConsumerRecord<byte[], byte[]>> raw(String topic) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = new PlainClients(config()).committedReader()) {
      for (TopicPartition partition : partitions(consumer, topic)) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        while (consumer.position(partition) < end) {
          consumer.poll(Duration.ofMillis(200)).forEach(all::add);
        }
      }
    }
    return all;
  }

  private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  /** Committed and uncommitted records end at the same place: no transaction is open. */
  static boolean settled(String topic) {
    try (Admin admin = admin()) {
      for (int partition = 0; partition < 6; partition++) {
        TopicPartition at = new TopicPartition(topic, partition);
        long committed = end(admin, at, IsolationLevel.READ_COMMITTED);
        long all = end(admin, at, IsolationLevel.READ_UNCOMMITTED);
        if (committed != all) {
          return false;
        }
      }
      return true;
    }
  }

  private static long end(Admin admin, TopicPartition at, IsolationLevel isolation) {
    try {
      return admin
          .listOffsets(
              Map.of(at, OffsetSpec.latest()),
              new org.apache.kafka.clients.admin.ListOffsetsOptions(isolation))
          .partitionResult(at)
          .get()
          .offset();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  static String commands() {
    return Topics.COMMANDS;
  }
}
