package dev.weir.sink.health;

import dev.weir.sink.lag.LagWatch;
import dev.weir.sink.settings.SinkSettings;
import dev.weir.sink.store.WriterStatus;
import dev.weir.sink.store.WriterStatus.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up while the ledger's rows get into PostgreSQL. A database that is away for a moment is what the
 * writer waits for; one that is away for long, or a ledger it cannot write, is for somebody to see.
 */
public final class RowsHealth implements HealthIndicator {
  private final WriterStatus writer;
  private final LagWatch lag;
  private final SinkSettings settings;
  private final Clock clock;

  public RowsHealth(WriterStatus writer, LagWatch lag, SinkSettings settings, Clock clock) {
    this.writer = writer;
    this.lag = lag;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Health health() {
    Instant now = clock.instant();
    long waiting = lag.rows().records();
    Duration stuck = lag.rows().stuckFor(now);
    boolean troubled =
        writer
            .trouble()
            .filter(t -> t.needsRepair() || t.olderThan(settings.stuckAfter(), now))
            .isPresent();
    boolean up =
        !troubled && waiting <= settings.lagLimit() && stuck.compareTo(settings.stuckAfter()) < 0;
    Health.Builder health =
        (up ? Health.up() : Health.down())
            .withDetail("lag", waiting)
            .withDetail("written", writer.rows());
    writer.trouble().map(Trouble::reason).ifPresent(why -> health.withDetail("trouble", why));
    return health.build();
  }
}
