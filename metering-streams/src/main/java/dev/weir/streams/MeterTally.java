package dev.weir.streams;

import dev.weir.accounting.Decision;
import dev.weir.streams.decide.Place;
import dev.weir.streams.decide.Tally;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was decided, as metrics. Counted when worked out, a little before it is committed: after a
 * crash some of it is counted again.
 */
final class MeterTally implements Tally {

  private static final Logger LOG = LoggerFactory.getLogger(MeterTally.class);

  private final MeterRegistry registry;
  private final Map<String, Counter> decided = new ConcurrentHashMap<>();
  private final Counter swept;
  private final Timer work;

  MeterTally(MeterRegistry registry) {
    this.registry = registry;
    this.swept =
        Counter.builder("weir.swept").description("accounts that ticks settled").register(registry);
    this.work =
        Timer.builder("weir.decide")
            .description("work on one record of the command log, without its commit")
            .publishPercentiles(0.5, 0.99)
            .distributionStatisticExpiry(Duration.ofMinutes(1))
            .register(registry);
  }

  @Override
  public void decided(Decision decision) {
    switch (decision) {
      case Decision.Accepted accepted -> count("accepted", "");
      case Decision.Duplicate duplicate -> count("duplicate", "");
      case Decision.Rejected rejected -> count("rejected", rejected.code().code());
    }
  }

  private void count(String outcome, String code) {
    decided
        .computeIfAbsent(
            outcome + code,
            key ->
                Counter.builder("weir.decisions")
                    .description("commands decided")
                    .tag("outcome", outcome)
                    .tag("code", code)
                    .register(registry))
        .increment();
  }

  @Override
  public void swept(int accounts) {
    swept.increment(accounts);
  }

  @Override
  public void worked(long nanos) {
    work.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void quarantined(String reason, String detail, Place at) {
    // The bytes may hold anything and are not logged; they stand in the quarantine itself.
    LOG.warn(
        "Quarantined the record at offset {} of partition {}: {}.",
        at.offset(),
        at.partition(),
        reason);
    Counter.builder("weir.quarantined")
        .description("records that are not commands")
        .tag("reason", reason)
        .register(registry)
        .increment();
  }
}
