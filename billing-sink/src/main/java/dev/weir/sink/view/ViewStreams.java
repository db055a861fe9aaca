package dev.weir.sink.view;

import dev.weir.sink.ledger.BrokenLedger;
import dev.weir.sink.settings.SinkSettings;
import dev.weir.state.ClosedState;
import dev.weir.state.LocalState;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running fold: starts and stops it, and says how it is. */
public final class ViewStreams implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ViewStreams.class);
  private static final Duration CLOSE = Duration.ofSeconds(20);
  private static final long REPLACE_AFTER_MS = 1_000;

  private final SinkSettings settings;
  private final ClosedState state;
  private final KafkaStreams streams;
  private final Map<Integer, Folded> folded = new ConcurrentHashMap<>();
  private final RestoreProgress progress = new RestoreProgress();
  private volatile Runnable setback = () -> {};
  private volatile @Nullable String broken;

  /**
   * @param connection bootstrap servers, security and the like, in Kafka's own names
   */
  public ViewStreams(SinkSettings settings, Folding folding, Map<String, ?> connection) {
    this.settings = settings;
    this.state = new ClosedState(settings.folder());
    streams =
        new KafkaStreams(
            SinkTopology.build(folding, folded), ViewProperties.of(settings, connection));
    streams.setGlobalStateRestoreListener(progress);
    streams.setUncaughtExceptionHandler(this::threadDied);
    streams.setStateListener(
        (now, before) -> {
          LOG.info("views: {} -> {}", before, now);
          if (before == State.RUNNING) {
            setback.run();
          }
        });
  }

  /**
   * Whom to tell that the stores may come back as they were at their last commit, which is older
   * than what was read from them. Never at a start.
   */
  public void onSetback(Runnable told) {
    setback = told;
  }

  public void start() {
    if (settings.alone()) {
      LocalState.trust(settings.folder(), streams);
    } else {
      state.use(streams);
    }
    streams.start();
  }

  @Override
  public void close() {
    if (streams.close(CLOSE) && broken == null) {
      state.closed();
    }
  }

  public boolean running() {
    return streams.state() == State.RUNNING;
  }

  public String state() {
    return streams.state().name();
  }

  public RestoreProgress progress() {
    return progress;
  }

  /** Why the fold has stopped for good, if it has. */
  public Optional<String> broken() {
    return Optional.ofNullable(broken);
  }

  /** The partitions of the ledger that this instance folds. */
  public Set<Integer> partitions() {
    Set<Integer> partitions = new TreeSet<>();
    for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
      for (TaskMetadata task : thread.activeTasks()) {
        task.topicPartitions().stream().map(TopicPartition::partition).forEach(partitions::add);
      }
    }
    return partitions;
  }

  /** The partition, once it is restored here and as long as it is folded here; else null. */
  @Nullable Folded folded(int partition) {
    Folded here = folded.get(partition);
    return here != null && broken == null && here.open() ? here : null;
  }

  KafkaStreams streams() {
    return streams;
  }

  /**
   * What may pass by itself (the broker or the registry away, a local store that must be filled
   * again) gets a new thread. Anything else stops the fold: a balance that may be wrong is worse
   * than none.
   */
  private StreamThreadExceptionResponse threadDied(Throwable failure) {
    setback.run();
    if (!mayPass(failure)) {
      broken = String.valueOf(rootOf(failure).getMessage());
      LOG.error("the views stop: {}", broken, failure);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    LOG.warn("a thread of the views died and is replaced", failure);
    try {
      Thread.sleep(REPLACE_AFTER_MS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  static boolean mayPass(Throwable failure) {
    boolean passing = false;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof BrokenLedger || t instanceof Error) {
        return false;
      }
      passing |=
          t instanceof RetriableException
              || t instanceof ProcessorStateException
              || t instanceof MissingSourceTopicException;
    }
    return passing;
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    for (Throwable t = failure; t != null && !(root instanceof BrokenLedger); t = t.getCause()) {
      root = t;
    }
    return root;
  }
}
