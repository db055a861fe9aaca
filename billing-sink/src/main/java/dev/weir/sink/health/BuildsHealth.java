package dev.weir.sink.health;

import dev.weir.sink.store.WriterStatus.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while builds get into PostgreSQL, or are kept from it by something that passes. */
public final class BuildsHealth implements HealthIndicator {
  private final Supplier<Optional<Trouble>> writer;
  private final Duration stuckAfter;
  private final Clock clock;

  public BuildsHealth(Supplier<Optional<Trouble>> writer, Duration stuckAfter, Clock clock) {
    this.writer = writer;
    this.stuckAfter = stuckAfter;
    this.clock = clock;
  }

  @Override
  public Health health() {
    Optional<Trouble> trouble = writer.get();
    boolean stuck =
        trouble
            .filter(t -> t.needsRepair() || t.olderThan(stuckAfter, clock.instant()))
            .isPresent();
    Health.Builder health = stuck ? Health.down() : Health.up();
    trouble.map(Trouble::reason).ifPresent(why -> health.withDetail("trouble", why));
    return health.build();
  }
}
