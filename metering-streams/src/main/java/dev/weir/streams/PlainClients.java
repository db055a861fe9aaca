package dev.weir.streams;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Clients beside the topology's own.
 *
 * @param config where the cluster is, in Kafka's own names
 */
record PlainClients(Map<String, Object> config) {

  /** A broker that is away is waited for this long; whoever asked tries again later. */
  private static final int ANSWER_MS = 10_000;

  Admin admin() {
    return Admin.create(with(Map.of()));
  }

  /** Reads what was committed, from where it is told to, in no group. */
  Consumer<byte[], byte[]> committedReader() {
    return new KafkaConsumer<>(reading(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** The same, with keys that are text. */
  Consumer<String, byte[]> follower() {
    return new KafkaConsumer<>(reading(), new StringDeserializer(), new ByteArrayDeserializer());
  }

  private Map<String, Object> reading() {
    return with(
        Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            ANSWER_MS));
  }

  /** Ticks are small and few; one that is lost is made up for by the next. */
  Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        with(
            Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                ANSWER_MS)),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private Map<String, Object> with(Map<String, Object> own) {
    Map<String, Object> all = new HashMap<>(config);
    all.putAll(own);
    return all;
  }
}
