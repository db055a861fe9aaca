package dev.weir.sink.view;

import dev.weir.schemas.Topics;
import dev.weir.sink.settings.SinkSettings;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/**
 * The Streams configuration of the views. The fold leaves out what it has seen; transactions are
 * for what it must not write: whoever was taken for dead wakes with old views in its hands, and
 * would lay them into the changelogs over those of its successor.
 */
final class ViewProperties {
  private static final int LARGEST_REQUEST = 16 << 20;
  private static final int SESSION_MS = 10_000;
  private static final int LONGEST_POLL_MS = 20;
  private static final int LINGER_MS = 100;

  /** Longer than from one commit to the next; what a dead one left open ends after it. */
  private static final int TRANSACTION_TIMEOUT_MS = 15_000;

  private ViewProperties() {}

  /**
   * @param connection bootstrap servers, security and the like, in Kafka's own names
   */
  static Properties of(SinkSettings settings, Map<String, ?> connection) {
    Properties p = new Properties();
    p.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
    p.put(StreamsConfig.CLIENT_ID_CONFIG, settings.applicationId() + "-" + settings.instanceId());
    p.put(StreamsConfig.APPLICATION_SERVER_CONFIG, settings.advertised());
    p.put(StreamsConfig.STATE_DIR_CONFIG, settings.folder().toString());
    p.put(
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
        settings.alone() ? StreamsConfig.AT_LEAST_ONCE : StreamsConfig.EXACTLY_ONCE_V2);
    p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    p.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbys());
    // As many replicas as the broker gives by default.
    p.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
    p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
    p.put(
        StreamsConfig.POLL_MS_CONFIG,
        Math.min(settings.commitInterval().toMillis(), LONGEST_POLL_MS));
    // What the next commit will write is held as it is, and not as bytes in a cache.
    p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    p.put(BoundedRocks.BYTES, settings.memory().toBytes());
    p.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocks.class.getName());
    p.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    p.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    // Handlers that go on after an error leave an entry out.
    p.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailExceptionHandler.class.getName());
    p.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailProcessingExceptionHandler.class.getName());
    clients(p, settings.instanceId());
    p.put(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
        Integer.toString(LARGEST_REQUEST / 2));
    p.putAll(connection);
    p.putAll(settings.kafka());
    return p;
  }

  private static void clients(Properties p, String instanceId) {
    p.put(main(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
    // A group without offsets starts at the beginning: what it has seen already it leaves out.
    p.put(main(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    p.put(main(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instanceId);
    p.put(main(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_MS);
    p.put(main(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), SESSION_MS / 4);
    p.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), Topics.COMPRESSION);
    p.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER_MS);
    p.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        TRANSACTION_TIMEOUT_MS);
    p.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_REQUEST);
  }

  private static String main(String key) {
    return StreamsConfig.mainConsumerPrefix(key);
  }
}
