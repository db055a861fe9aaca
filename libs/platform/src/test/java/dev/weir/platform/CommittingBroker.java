package dev.weir.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A broker and a producer that commits one transaction after the other. It says first in which
 * partitions the run before has left one open, and then that it works.
 */
final class CommittingBroker {
  static final String LEFT_OPEN = "left open: ";
  static final String WORKS = "works";

  private static final int PARTITIONS = 60;
  private static final int WARM = 20;
  private static final String TOPIC = "committed";

  private CommittingBroker() {}

  public static void main(String[] arguments) throws Exception {
    try (EmbeddedKafka broker =
            EmbeddedKafka.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]), false);
        Admin admin =
            Admin.create(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
        KafkaProducer<String, String> producer = producer(broker)) {
      if (!admin.listTopics().names().get().contains(TOPIC)) {
        admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1))).all().get();
      }
      producer.initTransactions();
      System.out.println(LEFT_OPEN + leftOpen(admin));
      for (int committed = 0; ; committed++) {
        commitOne(producer);
        if (committed == WARM) {
          System.out.println(WORKS);
        }
      }
    }
  }

  private static void commitOne(KafkaProducer<String, String> producer) {
    producer.beginTransaction();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      producer.send(new ProducerRecord<>(TOPIC, partition, "", ""));
    }
    producer.commitTransaction();
  }

  private static List<TopicPartition> leftOpen(Admin admin) throws Exception {
    List<TopicPartition> all =
        IntStream.range(0, PARTITIONS)
            .mapToObj(number -> new TopicPartition(TOPIC, number))
            .toList();
    return admin.describeProducers(all).all().get().entrySet().stream()
        .filter(
            partition ->
                partition.getValue().activeProducers().stream()
                    .anyMatch(producer -> producer.currentTransactionStartOffset().isPresent()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static KafkaProducer<String, String> producer(EmbeddedKafka broker) {
    Properties settings = new Properties();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "always the same");
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }
}
