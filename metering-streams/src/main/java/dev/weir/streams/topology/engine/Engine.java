package dev.weir.streams.topology.engine;

import dev.weir.schemas.fault.CrashPoints;
import dev.weir.state.ClosedState;
import dev.weir.streams.topology.CommitPace;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running topology. */
public final class Engine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final Duration CLOSING = Duration.ofSeconds(20);

  private final KafkaStreams streams;
  private final Failures failures;
  private final ClosedState state;
  private final RestoreProgress restore = new RestoreProgress();

  public Engine(Topology topology, Properties properties, CommitPace pace) {
    this.state = new ClosedState(Path.of(properties.getProperty(StreamsConfig.STATE_DIR_CONFIG)));
    this.streams = new KafkaStreams(topology, properties, new Clients(pace));
    this.failures = new Failures(Clock.systemUTC());
    streams.setUncaughtExceptionHandler(failures);
    streams.setGlobalStateRestoreListener(restore);
    streams.setStateListener(
        (now, before) -> {
          LOG.info("State {} after {}.", now, before);
          if (now == KafkaStreams.State.REBALANCING) {
            CrashPoints.hit("S6");
          }
        });
  }

  /**
   * After a kill the local state may hold what was never committed. Kafka Streams 4.3 finds that
   * out itself, but then trips over the windowed store that it has found open, and stops.
   */
  public void start() {
    state.use(streams);
    streams.start();
  }

  public boolean running() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  public String state() {
    return streams.state().name();
  }

  /** Why the application stopped by itself, in one sentence. */
  public Optional<String> failure() {
    return failures.fatal().map(Throwable::getMessage);
  }

  /** Stops because something outside the threads was found that must not be gone on with. */
  public void failStop(RuntimeException found) {
    LOG.error("Stopping: {}", found.getMessage());
    failures.declare(found);
    Thread.ofPlatform().name("weir-streams-fail-stop").start(this::close);
  }

  /** The partitions of a topic whose commands this process decides now. */
  public Set<Integer> ownedPartitions(String topic) {
    return streams.metadataForLocalThreads().stream()
        .flatMap(thread -> thread.activeTasks().stream())
        .flatMap(task -> task.topicPartitions().stream())
        .filter(partition -> partition.topic().equals(topic))
        .map(TopicPartition::partition)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Records still to be restored before the stores are complete. */
  public long restoring() {
    return restore.remaining();
  }

  /** Kafka's own figures, for the metrics endpoint. */
  public Map<MetricName, ? extends org.apache.kafka.common.Metric> metrics() {
    return streams.metrics();
  }

  /**
   * Stops in order: what is in work is committed, local state stays. A static member keeps its
   * place in the group, so that a restart takes up the same partitions at once.
   */
  @Override
  public void close() {
    if (!streams.close(
        CloseOptions.timeout(CLOSING)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP))) {
      LOG.warn("The topology did not stop within {}.", CLOSING);
    } else if (failure().isEmpty()) {
      state.closed();
    }
  }
}
