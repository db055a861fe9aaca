package dev.weir.streams;

import dev.weir.schemas.TopicMismatchException;
import dev.weir.schemas.registry.RegistryRefusedException;
import dev.weir.streams.guard.FailStop;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The service's life within its process: waits until broker and registry are there, runs, and stops
 * cleanly. Waiting is done beside the rest of the process, which may start; health says how far
 * this is.
 */
final class StreamsService implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsService.class);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private final Surroundings given;
  private volatile @Nullable RunningStreams running;
  private volatile @Nullable Thread starting;
  private volatile @Nullable String refusal;

  StreamsService(Surroundings given) {
    this.given = given;
  }

  @Override
  public void start() {
    Thread thread = Thread.ofPlatform().name("weir-streams-start").unstarted(this::keepTrying);
    starting = thread;
    thread.start();
  }

  private void keepTrying() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        running = new RunningStreams(given);
        return;
      } catch (TopicMismatchException | RegistryRefusedException | FailStop e) {
        refusal = e.getMessage();
        LOG.error("Not starting: {}", e.getMessage());
        return;
      } catch (RuntimeException e) {
        LOG.warn("Not started yet ({}); trying again.", e.getMessage());
        rest();
      }
    }
  }

  private static void rest() {
    try {
      Thread.sleep(BETWEEN_TRIES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Optional<RunningStreams> running() {
    return Optional.ofNullable(running);
  }

  /** Why the service does not run and will not by itself. */
  Optional<String> refusal() {
    return Optional.ofNullable(refusal)
        .or(() -> running().flatMap(streams -> streams.engine().failure()));
  }

  @Override
  public void stop() {
    Thread thread = starting;
    if (thread != null) {
      thread.interrupt();
      try {
        thread.join(BETWEEN_TRIES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      starting = null;
    }
    RunningStreams streams = running;
    if (streams != null) {
      streams.close();
      running = null;
    }
  }

  @Override
  public boolean isRunning() {
    return starting != null;
  }

  /** First of all parts: of what a start waits for, this takes longest. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE - 10_000;
  }
}
