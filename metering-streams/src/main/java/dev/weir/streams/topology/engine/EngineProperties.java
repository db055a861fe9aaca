package dev.weir.streams.topology.engine;

import dev.weir.schemas.Topics;
import dev.weir.streams.settings.StreamsSettings;
import dev.weir.streams.topology.CommitPace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/**
 * The Streams configuration: what was measured to matter for a committed round trip, and every
 * default that must not stay one. Whatever the operator sets in Kafka's own names wins over all of
 * it but the guarantee.
 */
public final class EngineProperties {

  private static final Duration LONGEST_POLL = Duration.ofMillis(5);

  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);
  private static final int BATCH_BYTES = 32 << 10;

  /** Larger than any topic allows, so that the topic's own limit is the one that speaks. */
  private static final int LARGEST_REQUEST = 16 << 20;

  private EngineProperties() {}

  /**
   * The configuration as Kafka Streams takes it.
   *
   * @param connection bootstrap servers, security and the like, in Kafka's own names
   * @param folder where local state lives
   * @param replicas of the topics that Streams makes for itself
   */
  public static Properties of(
      StreamsSettings settings, Map<String, Object> connection, Path folder, int replicas) {
    long memory = settings.memory().toBytes();
    // On the heap what the next commit will write; the rest is of more use outside of it.
    long heap = memory / 8;
    long commitMs = settings.commitInterval().toMillis();
    Properties p = new Properties();
    p.putAll(
        Map.of(
            StreamsConfig.APPLICATION_ID_CONFIG,
            settings.applicationId(),
            StreamsConfig.CLIENT_ID_CONFIG,
            settings.applicationId() + "-" + settings.instanceId(),
            StreamsConfig.STATE_DIR_CONFIG,
            folder.toString(),
            StreamsConfig.NUM_STREAM_THREADS_CONFIG,
            settings.threads(),
            StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
            settings.standbys(),
            StreamsConfig.REPLICATION_FACTOR_CONFIG,
            replicas,
            StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
            Math.max(commitMs, CommitPace.LONGEST.toMillis()),
            // A poll that waits longer than the commit interval holds every commit back.
            StreamsConfig.POLL_MS_CONFIG,
            Math.min(commitMs, LONGEST_POLL.toMillis()),
            StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
            heap,
            BoundedMemory.BYTES,
            memory - heap));
    p.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedMemory.class.getName());
    p.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    p.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    // No task reads two partitions whose order would matter.
    p.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    failing(p);
    clients(p, settings.instanceId());
    internalTopics(p, replicas);
    p.putAll(connection);
    p.putAll(settings.kafka());
    p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    return p;
  }

  /** Handlers that go on after an error commit half-applied state. */
  private static void failing(Properties p) {
    p.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailExceptionHandler.class.getName());
    p.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailProcessingExceptionHandler.class.getName());
  }

  private static void clients(Properties p, String instanceId) {
    // What a commit covers goes out with it, in as few requests as hold it; only what fills a batch
    // goes before, so that in a long transaction the broker works beside us, not after us.
    producer(p, ProducerConfig.LINGER_MS_CONFIG, (int) CommitPace.LONGEST.toMillis());
    producer(p, ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 1);
    producer(p, ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    producer(p, ProducerConfig.COMPRESSION_TYPE_CONFIG, Topics.COMPRESSION);
    producer(p, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
    producer(p, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION_TIMEOUT.toMillis());
    mainConsumer(p, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId);
    mainConsumer(p, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION_TIMEOUT.toMillis());
    mainConsumer(
        p, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) SESSION_TIMEOUT.toMillis() / 4);
  }

  private static void internalTopics(Properties p, int replicas) {
    p.put(
        StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
        Integer.toString(Math.max(1, replicas - 1)));
    p.put(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
        Integer.toString(LARGEST_REQUEST / 2));
  }

  private static void producer(Properties p, String key, Object value) {
    p.put(StreamsConfig.producerPrefix(key), value);
  }

  private static void mainConsumer(Properties p, String key, Object value) {
    p.put(StreamsConfig.mainConsumerPrefix(key), value);
  }
}
