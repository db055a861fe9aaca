package dev.weir.ingest;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code weir.ingest}. The cluster and the registry stand in {@code spring.kafka}.
 *
 * @param index this instance's partition of the decisions; no two may have the same
 * @param inFlight synchronous commands that may wait for their decision at a time
 * @param eventsInFlight events that may wait for the broker at a time
 * @param decisionTimeout how long a command waits for its decision
 * @param clockSettle how long a test clock waits for the other instances to see it move
 * @param kafka anything for the producer in Kafka's own names; wins over our choices, but for the
 *     guarantee
 */
@ConfigurationProperties(prefix = "weir.ingest", ignoreUnknownFields = false)
public record IngestSettings(
    @DefaultValue("0") int index,
    @DefaultValue("2000") int inFlight,
    @DefaultValue("50000") int eventsInFlight,
    @DefaultValue("5s") Duration decisionTimeout,
    @DefaultValue("0ms") Duration clockSettle,
    @DefaultValue Map<String, String> kafka) {

  public IngestSettings {
    require(index >= 0, "index must not be negative");
    require(inFlight >= 1, "in-flight must be at least 1");
    require(eventsInFlight >= 1000, "events-in-flight must hold a batch of 1000");
    require(decisionTimeout.toMillis() >= 100, "decision-timeout must be at least 100 ms");
    require(!clockSettle.isNegative(), "clock-settle must not be negative");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("weir.ingest." + otherwise);
    }
  }
}
