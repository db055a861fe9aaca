package dev.weir.ingest.stripe.reconcile;

import dev.weir.accounting.Mode;
import dev.weir.edge.problem.Problem;
import dev.weir.ingest.stripe.StripeApi;
import dev.weir.ingest.stripe.tool.Patience;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The comparison once a day, of each mode that there is a key for: a log line and a metric. */
final class ReconcileJob implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ReconcileJob.class);

  /** Stripe sends a webhook again for three days. */
  private static final Duration BACK = Duration.ofDays(4);

  private final Reconcile reconcile;
  private final StripeApi stripe;
  private final int hour;
  private final Map<Mode, AtomicInteger> differences = new EnumMap<>(Mode.class);
  private @Nullable Thread thread;

  /**
   * @param hour of the day in UTC
   */
  ReconcileJob(Reconcile reconcile, StripeApi stripe, int hour, MeterRegistry metrics) {
    this.reconcile = reconcile;
    this.stripe = stripe;
    this.hour = hour;
    for (Mode mode : Mode.values()) {
      if (stripe.configured(mode)) {
        AtomicInteger found = new AtomicInteger();
        metrics.gauge(
            "weir.stripe.reconcile.differences",
            io.micrometer.core.instrument.Tags.of("mode", mode.text()),
            found);
        differences.put(mode, found);
      }
    }
  }

  static Instant next(Instant now, int hour) {
    ZonedDateTime today = ZonedDateTime.ofInstant(now, ZoneOffset.UTC).with(LocalTime.of(hour, 0));
    return (today.toInstant().isAfter(now) ? today : today.plusDays(1)).toInstant();
  }

  @Override
  public void start() {
    if (hour < 0 || differences.isEmpty()) {
      return;
    }
    thread = Thread.ofVirtual().name("reconcile-stripe").start(this::run);
  }

  private void run() {
    try {
      while (true) {
        Instant now = Instant.now();
        Thread.sleep(Duration.between(now, next(now, hour)));
        differences.forEach(this::compare);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void compare(Mode mode, AtomicInteger differing) {
    try {
      Instant now = Instant.now();
      Patience patience = new Patience(stripe, mode, Thread::sleep);
      Reconciled found = reconcile.since(patience, now.minus(BACK), now);
      differing.set(found.missing().size() + found.extra().size());
      if (found.clean()) {
        LOG.info("Stripe, {}: {}", mode.text(), found.lines().getFirst());
      } else {
        found.lines().forEach(line -> LOG.warn("Stripe, {}: {}", mode.text(), line));
      }
    } catch (Problem | KafkaException e) {
      LOG.warn("Stripe, {}: the comparison was not possible: {}", mode.text(), e.getMessage());
    }
  }

  @Override
  public void stop() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
      thread = null;
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }
}
