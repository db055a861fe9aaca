package dev.weir.streams;

import dev.weir.streams.settings.StreamsSettings;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Green when commands are decided and none waits long. */
final class StreamsHealth implements HealthIndicator {

  private final StreamsService service;
  private final StreamsSettings settings;

  StreamsHealth(StreamsService service, StreamsSettings settings) {
    this.service = service;
    this.settings = settings;
  }

  @Override
  public Health health() {
    String refusal = service.refusal().orElse(null);
    if (refusal != null) {
      return Health.down().withDetail("stopped", refusal).build();
    }
    return service
        .running()
        .map(this::health)
        .orElseGet(() -> Health.down().withDetail("state", "WAITING_FOR_BROKER").build());
  }

  private Health health(RunningStreams running) {
    Map<Integer, Long> stuck = running.lag().stuck(settings.stuckAfter());
    long waiting = running.lag().waiting();
    boolean answered = !running.lag().unanswered();
    boolean good =
        running.engine().running() && answered && stuck.isEmpty() && waiting <= settings.lagLimit();
    Health.Builder health = good ? Health.up() : Health.down();
    health.withDetail("state", running.engine().state()).withDetail("waiting", waiting);
    if (!answered) {
      health.withDetail("broker", "does not answer");
    }
    if (running.engine().restoring() > 0) {
      health.withDetail("restoring", running.engine().restoring());
    }
    if (!stuck.isEmpty()) {
      health.withDetail("stuckPartitions", stuck.keySet());
    }
    return health.build();
  }
}
