package dev.weir.streams.stripe.flow;

import dev.weir.streams.stripe.Step;
import dev.weir.streams.stripe.StripeRules;
import dev.weir.streams.stripe.Waiting;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What somebody should know of Stripe's events: how many came and of what kind, and what waits.
 * Whatever has waited an hour is an alert: a warning in the log, a metric, and a detail of health.
 */
public final class StripeWatch {
  /** Stripe's own events of one checkout come within seconds, and a late webhook within minutes. */
  static final Duration PATIENCE = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(StripeWatch.class);

  private final MeterRegistry metrics;
  private final Clock clock;
  private final Set<String> warned = new HashSet<>();
  private volatile List<Waiting> waiting = List.of();

  public StripeWatch(MeterRegistry metrics, Clock clock) {
    this.metrics = metrics;
    this.clock = clock;
    gauge("weir.stripe.waiting", watch -> watch.waiting().size());
    gauge("weir.stripe.overdue", watch -> watch.overdue().size());
  }

  private void gauge(String name, ToDoubleFunction<StripeWatch> value) {
    metrics.gauge(name, this, value);
  }

  void took(String type, Step step) {
    metrics.counter("weir.stripe.events", "type", StripeRules.kind(type)).increment();
    metrics.counter("weir.stripe.commands").increment(step.commands().size());
  }

  void refused(String reason, String detail) {
    metrics.counter("weir.stripe.refused", "reason", reason).increment();
    LOG.warn("Set aside: {}, {}", reason, detail);
  }

  void waiting(List<Waiting> now) {
    waiting = List.copyOf(now);
    looked(clock.millis());
  }

  /** Time has passed. Each that has become overdue is said once. */
  void looked(long now) {
    List<Waiting> overdue = overdue();
    Set<String> names = new HashSet<>();
    for (Waiting each : overdue) {
      names.add(each.what());
      if (warned.add(each.what())) {
        LOG.warn("Waiting for over an hour: {}, {}", each.what(), each.why());
      }
    }
    warned.retainAll(names);
  }

  public List<Waiting> waiting() {
    return waiting;
  }

  /** What has waited too long. */
  public List<Waiting> overdue() {
    long limit = clock.millis() - PATIENCE.toMillis();
    return waiting.stream().filter(each -> each.since() <= limit).toList();
  }
}
