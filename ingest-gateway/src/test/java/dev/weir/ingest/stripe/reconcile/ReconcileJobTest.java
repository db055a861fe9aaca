package dev.weir.ingest.stripe.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When the daily comparison runs. */
class ReconcileJobTest {
  private static void next(String now, int hour, String expected) {
    assertThat(ReconcileJob.next(Instant.parse(now), hour)).isEqualTo(Instant.parse(expected));
  }

  @Test
  void onceADayAtItsHour() {
    next("2026-11-21T02:59:59Z", 3, "2026-11-21T03:00:00Z");
    next("2026-11-21T03:00:00Z", 3, "2026-11-22T03:00:00Z");
    next("2026-12-31T23:10:00Z", 0, "2027-01-01T00:00:00Z");
  }
}
