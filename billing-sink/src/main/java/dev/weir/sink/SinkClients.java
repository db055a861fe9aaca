package dev.weir.sink;

import dev.weir.sink.settings.SinkSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The Kafka clients of the read side. All of them see committed records alone. */
final class SinkClients {
  private static final int WRITER_BATCH = 5_000;
  private static final int WRITER_FETCH_BYTES = 4 << 20;
  private static final int WRITER_ENOUGH_BYTES = 256 << 10;
  private static final int WRITER_WAIT_MS = 50;
  private static final int SESSION_MS = 10_000;

  private final Map<String, Object> connection;
  private final SinkSettings settings;

  SinkClients(Map<String, Object> connection, SinkSettings settings) {
    this.connection = Map.copyOf(connection);
    this.settings = settings;
  }

  Map<String, Object> connection() {
    return connection;
  }

  Admin admin() {
    return Admin.create(connection);
  }

  /** Belongs to no group and is told where to read. */
  Consumer<byte[], byte[]> reader() {
    return consumer(new HashMap<>());
  }

  /** A member of the group of those who write rows. */
  Consumer<byte[], byte[]> writer() {
    Map<String, Object> own = new HashMap<>();
    own.put(ConsumerConfig.GROUP_ID_CONFIG, settings.writerGroup());
    own.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.writerGroup() + "-" + settings.instanceId());
    own.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.instanceId());
    own.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    own.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
    own.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, WRITER_BATCH);
    own.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, WRITER_FETCH_BYTES);
    // A transaction of the database holds what came in a moment, not one charge each.
    own.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, WRITER_ENOUGH_BYTES);
    own.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, WRITER_WAIT_MS);
    return consumer(own);
  }

  private Consumer<byte[], byte[]> consumer(Map<String, Object> own) {
    Map<String, Object> config = new HashMap<>(connection);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    config.putAll(own);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
