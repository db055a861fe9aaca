package dev.weir.sink.health;

import dev.weir.sink.lag.LagWatch;
import java.time.Clock;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while the broker answers: nobody else notices while there is nothing to write. */
public final class BrokerHealth implements HealthIndicator {
  private final LagWatch lag;
  private final Clock clock;

  public BrokerHealth(LagWatch lag, Clock clock) {
    this.lag = lag;
    this.clock = clock;
  }

  @Override
  public Health health() {
    return (lag.unanswered(clock.instant()) ? Health.down() : Health.up()).build();
  }
}
