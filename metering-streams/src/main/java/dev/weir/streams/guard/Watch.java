package dev.weir.streams.guard;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again and again from outside, while others work: are the topics what they were, does the
 * work keep up?
 */
public final class Watch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final Duration TOPICS_EVERY = Duration.ofSeconds(10);
  private static final Duration LAG_EVERY = Duration.ofSeconds(2);

  private final TopicWatch topics;
  private final Lag lag;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("weir-watch").daemon().factory());

  public Watch(Admin admin, Lag lag) {
    this.topics = new TopicWatch(admin);
    this.lag = lag;
  }

  /**
   * @param watched the topics that must stay as they are
   * @param worked the last offset worked on, by partition
   * @param stop called with what must not be gone on with
   */
  public void start(
      Collection<String> watched, Supplier<Map<Integer, Long>> worked, Consumer<FailStop> stop) {
    every(LAG_EVERY, () -> lag.measure(worked.get()));
    every(
        TOPICS_EVERY,
        () -> {
          try {
            topics.check(watched);
          } catch (FailStop found) {
            stop.accept(found);
          }
        });
  }

  private interface Look {
    void now() throws InterruptedException;
  }

  private void every(Duration pace, Look look) {
    ScheduledFuture<?> _ =
        thread.scheduleWithFixedDelay(
            () -> {
              try {
                look.now();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (RuntimeException e) {
                // A scheduled task that throws is never run again, and this one must be.
                LOG.warn("The broker could not be asked; asking again.", e);
              }
            },
            0,
            pace.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
