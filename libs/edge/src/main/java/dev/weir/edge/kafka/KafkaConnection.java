package dev.weir.edge.kafka;

import java.util.HashMap;
import java.util.Map;
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
    String kafka = "127.0.0.1:" + environment.getOrDefault("WEIR_KAFKA_PORT", "19092");
    String registry =
        "http://127.0.0.1:"
            + environment.getOrDefault("WEIR_REGISTRY_PORT", "18081")
            + "/apis/ccompat/v7";
    return new KafkaConnection(
        environment.getOrDefault("SPRING_KAFKA_BOOTSTRAP_SERVERS", kafka),
        Map.of(
            "schema.registry.url",
            environment.getOrDefault("SCHEMA_REGISTRY_URL", registry),
            CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
            "5000",
            CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
            "10000"));
  }
}
