package dev.weir.sink.check;

import dev.weir.sink.hop.HopClient;
import dev.weir.sink.view.Views;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reconciling all there is: on demand over every instance, and once a day each instance its own
 * part.
 */
public final class Reconciliation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

  private final Reconcile here;
  private final Views views;
  private final HopClient hops;
  private final LocalTime at;
  private final Clock clock;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param at time of day, UTC, of the daily run
   */
  public Reconciliation(Reconcile here, Views views, HopClient hops, LocalTime at, Clock clock) {
    this.here = here;
    this.views = views;
    this.hops = hops;
    this.at = at;
    this.clock = clock;
  }

  /** Every account of every instance. */
  public Report everywhere() {
    Report all = here.here();
    for (String instance : views.others()) {
      all = all.plus(JsonMapper.shared().readValue(hops.reconcile(instance), Report.class));
    }
    return all;
  }

  /** Begins the daily runs. */
  public void start() {
    Thread.ofPlatform().daemon().name("reconcile").start(this::daily);
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void daily() {
    try {
      while (!closed.await(untilNext().toMillis(), TimeUnit.MILLISECONDS)) {
        once();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration untilNext() {
    ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
    ZonedDateTime next = now.with(at);
    return Duration.between(now, next.isAfter(now) ? next : next.plusDays(1));
  }

  private void once() {
    try {
      Report report = here.here();
      if (!report.consistent()) {
        report.differences().forEach(d -> LOG.error("does not reconcile: {}", d));
      }
    } catch (RuntimeException failure) {
      LOG.error("the daily reconciliation failed; the next one is tomorrow", failure);
    }
  }
}
