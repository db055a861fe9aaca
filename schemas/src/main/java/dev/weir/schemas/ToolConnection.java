package dev.weir.schemas;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Where the command-line tools find cluster and registry: what the environment says, else the ports
 * on loopback that {@code ./weir up} listens on; and how they speak to a cluster that is secured.
 */
public final class ToolConnection {

  /** As Spring reads it for the services: SPRING_KAFKA_PROPERTIES_SASL_MECHANISM and the like. */
  private static final String PROPERTIES = "SPRING_KAFKA_PROPERTIES_";

  private ToolConnection() {}

  /** In Kafka's and Confluent's own names. */
  public static Map<String, Object> from(Map<String, String> environment) {
    String kafka = "127.0.0.1:" + environment.getOrDefault("WEIR_KAFKA_PORT", "19092");
    String registry =
        "http://127.0.0.1:"
            + environment.getOrDefault("WEIR_REGISTRY_PORT", "18081")
            + "/apis/ccompat/v7";
    Map<String, Object> config = new HashMap<>();
    config.put("schema.registry.url", environment.getOrDefault("SCHEMA_REGISTRY_URL", registry));
    // A person waits: whoever does not answer is away.
    config.put("request.timeout.ms", "5000");
    config.put("default.api.timeout.ms", "10000");
    config.putAll(properties(environment));
    config.put(
        "bootstrap.servers", environment.getOrDefault("SPRING_KAFKA_BOOTSTRAP_SERVERS", kafka));
    return config;
  }

  private static Map<String, Object> properties(Map<String, String> environment) {
    Map<String, Object> properties = new HashMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(PROPERTIES)) {
            String property = name.substring(PROPERTIES.length());
            properties.put(property.toLowerCase(Locale.ROOT).replace('_', '.'), value);
          }
        });
    return properties;
  }
}
