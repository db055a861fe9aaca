package dev.weir.streams.settings;

import dev.weir.schemas.TopicSettings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the topics must be like; see {@link TopicSettings}. All services of an installation are
 * given the same.
 */
@ConfigurationProperties(prefix = "weir.topics")
public record TopicLayout(
    @DefaultValue("6") int partitions,
    @DefaultValue("6") int gateways,
    @DefaultValue("1") int replicas,
    @DefaultValue("1") int minInsyncReplicas,
    @DefaultValue("90d") Duration retention) {

  public TopicSettings settings() {
    return new TopicSettings(partitions, gateways, replicas, minInsyncReplicas, retention);
  }
}
