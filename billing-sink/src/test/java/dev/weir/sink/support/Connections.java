package dev.weir.sink.support;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.flywaydb.core.Flyway;

/** Connections as the service itself makes them, for tests and for the processes they start. */
public final class Connections {
  private static final int SMALL_BATCHES = 100;

  private Connections() {}

  public static Flyway flyway(String url) {
    return Flyway.configure().dataSource(url, "postgres", "").load();
  }

  /** A pool for the writer's role. */
  public static HikariDataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("weir_writer");
    config.setMaximumPoolSize(4);
    config.setConnectionTimeout(1_000);
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  /** A member of the topic's group of writers. */
  public static Consumer<byte[], byte[]> writer(String bootstrap, String topic) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.GROUP_ID_CONFIG,
            "writer-" + topic,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            // A killed member is given up soon.
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            6_000,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            SMALL_BATCHES),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
