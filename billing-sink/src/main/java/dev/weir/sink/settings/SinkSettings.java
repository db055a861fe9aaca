package dev.weir.sink.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.util.unit.DataSize;

/**
 * Settings under {@code weir.sink}. The cluster and the registry stand in {@code spring.kafka}, the
 * database in {@code spring.datasource} (the writer's role) and {@code spring.flyway} (the owner).
 *
 * @param applicationId names the views' group and changelogs; "-writer" added, the writers' group
 * @param decidingApplicationId the group that decides; a read after an event asks how far it is
 * @param folder local state; it must survive a restart, or the views are filled from their
 *     changelogs
 * @param instanceId this process's lasting name in the groups
 * @param advertised host and port under which the other instances reach this one's HTTP
 * @param hopSecret what instances sign hops with; without it every account must live here
 * @param commitInterval how often the views commit while entries come; when it is quiet they do
 *     soon
 * @param threads folding
 * @param standbys copies of the views on other instances, ready to take over
 * @param alone no other instance can take over, and views need no transactions
 * @param memory caches and stores together
 * @param lagLimit entries that may wait for a fold before health turns red
 * @param stuckAfter how long a fold with entries waiting may stand still before health turns red
 * @param reconcileAt time of day, UTC, of the daily reconciliation
 * @param kafka anything for Kafka Streams in Kafka's own names; wins over our choices
 */
@ConfigurationProperties(prefix = "weir.sink", ignoreUnknownFields = false)
public record SinkSettings(
    @DefaultValue("weir-sink") String applicationId,
    @DefaultValue("weir-streams") String decidingApplicationId,
    @DefaultValue("./data/sink") Path folder,
    @DefaultValue("sink-0") String instanceId,
    @DefaultValue("127.0.0.1:8080") String advertised,
    @Nullable String hopSecret,
    @DefaultValue("2s") Duration commitInterval,
    @DefaultValue("1") int threads,
    @DefaultValue("0") int standbys,
    @DefaultValue("false") boolean alone,
    @DefaultValue("96MB") DataSize memory,
    @DefaultValue("100000") long lagLimit,
    @DefaultValue("30s") Duration stuckAfter,
    @DefaultValue("03:17") @DateTimeFormat(pattern = "HH:mm") LocalTime reconcileAt,
    @DefaultValue Map<String, String> kafka) {

  private static final Pattern HOST_AND_PORT = Pattern.compile("[^:/\\s]+:[0-9]{1,5}");
  private static final int SECRET_CHARACTERS = 16;

  public SinkSettings {
    require(!applicationId.isBlank(), "application-id must not be empty");
    require(!instanceId.isBlank(), "instance-id must not be empty");
    require(HOST_AND_PORT.matcher(advertised).matches(), "advertised must be host:port");
    require(
        hopSecret == null || hopSecret.isEmpty() || hopSecret.length() >= SECRET_CHARACTERS,
        "hop-secret must have at least " + SECRET_CHARACTERS + " characters");
    require(commitInterval.toMillis() >= 1, "commit-interval must be at least 1 ms");
    require(commitInterval.toMillis() <= 5_000, "commit-interval must be at most 5 s");
    require(threads >= 1, "threads must be at least 1");
    require(standbys >= 0, "standbys must not be negative");
    require(memory.toMegabytes() >= 16, "memory must be at least 16 MB");
    require(lagLimit >= 1, "lag-limit must be at least 1");
    require(stuckAfter.toSeconds() >= 1, "stuck-after must be at least 1 s");
  }

  /** The consumer group of the rows. */
  public String writerGroup() {
    return applicationId + "-writer";
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("weir.sink." + otherwise);
    }
  }
}
