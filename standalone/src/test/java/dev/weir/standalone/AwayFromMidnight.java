package dev.weir.standalone;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Waits until the day has begun when it is about to end: live money gets a bonus then. */
final class AwayFromMidnight implements BeforeEachCallback {
  private static final Duration LONGEST = Duration.ofMinutes(3);

  @Override
  public void beforeEach(ExtensionContext context) throws InterruptedException {
    pass();
  }

  static void pass() throws InterruptedException {
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    OffsetDateTime midnight = now.truncatedTo(ChronoUnit.DAYS).plusDays(1);
    Duration left = Duration.between(now, midnight);
    if (left.compareTo(LONGEST) < 0) {
      Thread.sleep(left.plusSeconds(2));
    }
  }
}
