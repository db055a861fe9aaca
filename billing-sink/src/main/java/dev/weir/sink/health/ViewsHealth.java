package dev.weir.sink.health;

import dev.weir.sink.lag.LagWatch;
import dev.weir.sink.settings.SinkSettings;
import dev.weir.sink.view.RestoreProgress;
import dev.weir.sink.view.ViewStreams;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up when balances can be read here and are not old: running, caught up, not stuck. */
public final class ViewsHealth implements HealthIndicator {
  private final ViewStreams views;
  private final LagWatch lag;
  private final SinkSettings settings;
  private final Clock clock;

  public ViewsHealth(ViewStreams views, LagWatch lag, SinkSettings settings, Clock clock) {
    this.views = views;
    this.lag = lag;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Health health() {
    long waiting = lag.views().records();
    Duration stuck = lag.views().stuckFor(clock.instant());
    boolean up =
        views.running()
            && lag.allCaughtUp()
            && waiting <= settings.lagLimit()
            && stuck.compareTo(settings.stuckAfter()) < 0;
    Health.Builder health =
        (up ? Health.up() : Health.down())
            .withDetail("state", views.state())
            .withDetail("lag", waiting);
    if (views.progress().restoring()) {
      RestoreProgress.Progress progress = views.progress().progress();
      health.withDetail("restored", progress.done() + " of " + progress.all());
    }
    if (stuck.compareTo(settings.stuckAfter()) >= 0) {
      health.withDetail("stuckForSeconds", stuck.toSeconds());
    }
    views.broken().ifPresent(why -> health.withDetail("broken", why));
    return health.build();
  }
}
