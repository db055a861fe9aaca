package dev.weir.schemas;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * One topic as it must be.
 *
 * @param retention {@link #FOR_EVER}, or how long a record is kept; of no meaning when compacted
 * @param largestRecord bytes
 */
public record Topic(
    String name, int partitions, String cleanup, Duration retention, int largestRecord) {

  public static final Duration FOR_EVER = Duration.ofMillis(-1);

  /** What the broker itself adds to a record may make it a little larger than its producer saw. */
  private static final int OVERHEAD = 4096;

  static Topic kept(String name, int partitions, Duration retention, int largestRecord) {
    return new Topic(name, partitions, TopicConfig.CLEANUP_POLICY_DELETE, retention, largestRecord);
  }

  /** One partition, so that all readers see the changes in one order. */
  static Topic compacted(String name, int largestRecord) {
    return new Topic(name, 1, TopicConfig.CLEANUP_POLICY_COMPACT, FOR_EVER, largestRecord);
  }

  /** Everything explicit that matters: a broker's own defaults are somebody else's choice. */
  Map<String, String> config(TopicSettings settings) {
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        cleanup,
        TopicConfig.RETENTION_MS_CONFIG,
        Long.toString(retention.toMillis()),
        TopicConfig.RETENTION_BYTES_CONFIG,
        "-1",
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
        Integer.toString(settings.minInsyncReplicas()),
        TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
        "false",
        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
        "CreateTime",
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
        Integer.toString(largestRecord + OVERHEAD));
  }

  NewTopic made(TopicSettings settings) {
    return new NewTopic(name, partitions, (short) settings.replicas()).configs(config(settings));
  }
}
