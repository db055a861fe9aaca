package dev.weir.edge.kafka;

import dev.weir.schemas.ToolConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the cluster and the registry are: Spring's own namespace, Kafka's own names.
 *
 * @param properties for every client, among them {@code schema.registry.url}
 */
@ConfigurationProperties(prefix = "spring.kafka")
public record KafkaConnection(
    @DefaultValue("127.0.0.1:19092") String bootstrapServers,
    @DefaultValue Map<String, String> properties) {

  /** A client's settings, to add its own to. */
  public Map<String, Object> config() {
    Map<String, Object> config = new HashMap<>(properties);
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.putIfAbsent("schema.registry.url", "http://127.0.0.1:18081/apis/ccompat/v7");
    return config;
  }

  /** For a command line: where {@code ./weir up} has put them, unless the environment says else. */
  public static KafkaConnection of(Map<String, String> environment) {
    Map<String, String> properties = new HashMap<>();
    ToolConnection.from(environment)
        .forEach((name, value) -> properties.put(name, value.toString()));
    String servers = properties.remove(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    return new KafkaConnection(Objects.requireNonNull(servers), properties);
  }
}
