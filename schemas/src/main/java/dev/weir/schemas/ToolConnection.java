package dev.weir.schemas;

import java.util.HashMap;
import java.util.Map;

/**
 * Where the command-line tools find cluster and registry: what the environment says, else the ports
 * on loopback that {@code ./weir up} listens on.
 */
public final class ToolConnection {

  private ToolConnection() {}

  /** In Kafka's and Confluent's own names. */
  public static Map<String, Object> from(Map<String, String> environment) {
    String kafka = "127.0.0.1:" + environment.getOrDefault("WEIR_KAFKA_PORT", "19092");
    String registry =
        "http://127.0.0.1:"
            + environment.getOrDefault("WEIR_REGISTRY_PORT", "18081")
            + "/apis/ccompat/v7";
    Map<String, Object> config = new HashMap<>();
    config.put(
        "bootstrap.servers", environment.getOrDefault("SPRING_KAFKA_BOOTSTRAP_SERVERS", kafka));
    config.put("schema.registry.url", environment.getOrDefault("SCHEMA_REGISTRY_URL", registry));
    // A person waits: whoever does not answer is away.
    config.put("request.timeout.ms", "5000");
    config.put("default.api.timeout.ms", "10000");
    return config;
  }
}
