package dev.weir.streams.settings;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the cluster and the registry are: Spring's own namespace, Kafka's and Confluent's own
 * names.
 *
 * @param properties for every client, among them {@code schema.registry.url}
 */
@ConfigurationProperties(prefix = "spring.kafka")
public record KafkaSettings(
    @DefaultValue("127.0.0.1:19092") String bootstrapServers,
    @DefaultValue Map<String, String> properties) {

  /** What any client or serializer needs, to add its own to. */
  public Map<String, Object> config() {
    Map<String, Object> config = new HashMap<>();
    config.put("schema.registry.url", "http://127.0.0.1:18081/apis/ccompat/v7");
    config.putAll(properties);
    config.put("bootstrap.servers", bootstrapServers);
    return config;
  }
}
