package dev.weir.streams.topology.engine;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;

import dev.weir.streams.guard.FailStop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of the application when a stream thread dies. The transaction is aborted in every
 * case, so nothing half-applied remains. What may pass by itself (the broker or the registry away,
 * a disk that is full, a local store that must be rebuilt from its changelog) gets a new thread
 * after a pause that doubles; everything else, a bug above all, stops the application: going round
 * and round would hide it.
 */
final class Failures implements StreamsUncaughtExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** A failure this long after the one before starts again with the first pause. */
  private static final Duration CALM = Duration.ofMinutes(5);

  private final Clock clock;
  private Duration pause = FIRST_PAUSE;
  private Instant last = Instant.EPOCH;
  private volatile @Nullable Throwable fatal;

  Failures(Clock clock) {
    this.clock = clock;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    if (!mayPass(failure)) {
      Throwable root = rootOf(failure);
      fatal = root;
      LOG.error("Stopping: going on could count wrongly. {}", root.getMessage(), failure);
      return SHUTDOWN_CLIENT;
    }
    Duration wait = nextPause();
    LOG.warn("A stream thread died and is replaced in {} ms.", wait.toMillis(), failure);
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return SHUTDOWN_CLIENT;
    }
    return REPLACE_THREAD;
  }

  /** What stopped the application in the end, if anything did. */
  Optional<Throwable> fatal() {
    return Optional.ofNullable(fatal);
  }

  /** Stops on behalf of someone who watches from outside. */
  void declare(Throwable failure) {
    fatal = failure;
  }

  boolean mayPass(Throwable failure) {
    boolean passing = false;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof FailStop || t instanceof MissingSourceTopicException || t instanceof Error) {
        return false;
      }
      // The last is what whoever slept too long in a transaction hears: it was ended meanwhile.
      passing |=
          t instanceof RetriableException
              || t instanceof ProcessorStateException
              || t instanceof InvalidTxnStateException;
    }
    return passing;
  }

  private synchronized Duration nextPause() {
    Instant now = clock.instant();
    boolean again = Duration.between(last, now).compareTo(CALM) < 0;
    Duration doubled = pause.multipliedBy(2);
    pause = !again ? FIRST_PAUSE : doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    last = now;
    return pause;
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
