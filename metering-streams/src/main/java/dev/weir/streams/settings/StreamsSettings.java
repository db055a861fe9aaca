package dev.weir.streams.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings under {@code weir.streams}. Where the cluster and the registry are stands in {@code
 * spring.kafka}, in Kafka's own names.
 *
 * @param applicationId names the consumer group, the transactions and the changelogs; a new one
 *     replays from zero
 * @param folder local state, which must survive a restart; {@code streams} under {@code weir.data}
 *     unless set
 * @param instanceId this process's lasting name in the group, so that a restart takes up its
 *     partitions at once
 * @param commitInterval how long a decision may wait for its commit; every commit costs the broker
 *     CPU
 * @param threads one where there are two cores
 * @param alone no other process ever decides on this data, and one thread does it: the group's
 *     offsets then need not be in every transaction
 * @param standbys copies of the state on other instances, ready to take over
 * @param tickInterval how often time is written into the log
 * @param sweepLimit accounts that one tick settles at most in one partition
 * @param lagLimit commands that may wait in all before health turns red
 * @param stuckAfter how long a partition with waiting commands may stand still before health turns
 *     red
 * @param memory caches and stores together
 * @param kafka anything for Kafka Streams in Kafka's own names; wins over our choices, but for the
 *     guarantee
 */
@ConfigurationProperties(prefix = "weir.streams", ignoreUnknownFields = false)
public record StreamsSettings(
    @DefaultValue("weir-streams") String applicationId,
    @Nullable Path folder,
    @DefaultValue("streams-0") String instanceId,
    @DefaultValue("5ms") Duration commitInterval,
    @DefaultValue("1") int threads,
    @DefaultValue("false") boolean alone,
    @DefaultValue("0") int standbys,
    @DefaultValue("5s") Duration tickInterval,
    @DefaultValue("500") int sweepLimit,
    @DefaultValue("100000") long lagLimit,
    @DefaultValue("30s") Duration stuckAfter,
    @DefaultValue("128MB") DataSize memory,
    @DefaultValue Map<String, String> kafka) {

  private static final Duration SWEEP_PROMISE = Duration.ofSeconds(60);

  public StreamsSettings {
    require(!applicationId.isBlank(), "application-id must not be empty");
    require(!instanceId.isBlank(), "instance-id must not be empty");
    require(commitInterval.toMillis() >= 1, "commit-interval must be at least 1 ms");
    require(threads >= 1, "threads must be at least 1");
    require(!alone || threads == 1, "threads must be 1 where one decides alone");
    require(standbys >= 0, "standbys must not be negative");
    require(tickInterval.toMillis() >= 100, "tick-interval must be at least 100 ms");
    require(
        tickInterval.multipliedBy(2).compareTo(SWEEP_PROMISE) <= 0,
        "tick-interval must be at most 30 s: an expiry is written within 60 s");
    require(sweepLimit >= 1, "sweep-limit must be at least 1");
    require(lagLimit >= 1, "lag-limit must be at least 1");
    require(memory.toMegabytes() >= 16, "memory must be at least 16 MB");
  }

  /** Where local state lives. */
  public Path folderUnder(Path data) {
    return folder == null ? data.resolve("streams") : folder;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("weir.streams." + otherwise);
    }
  }
}
