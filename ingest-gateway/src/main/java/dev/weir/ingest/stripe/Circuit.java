package dev.weir.ingest.stripe;

import java.time.Clock;
import java.time.Duration;

/**
 * Stops asking a service that does not answer, and lets one request try again after a while.
 * Requests that wait for a dead service would otherwise take the threads of those that do not need
 * it.
 */
final class Circuit {
  private final int failuresToOpen;
  private final long openMs;
  private final Clock clock;
  private int failures;
  private long openUntil;

  Circuit(int failuresToOpen, Duration open, Clock clock) {
    this.failuresToOpen = failuresToOpen;
    this.openMs = open.toMillis();
    this.clock = clock;
  }

  /**
   * Whether a request may be sent now. After the pause one may, and its outcome decides for the
   * others.
   */
  synchronized boolean admits() {
    long now = clock.millis();
    if (failures < failuresToOpen) {
      return true;
    }
    if (now < openUntil) {
      return false;
    }
    openUntil = now + openMs;
    return true;
  }

  synchronized void succeeded() {
    failures = 0;
  }

  synchronized void failed() {
    failures++;
    if (failures >= failuresToOpen) {
      openUntil = clock.millis() + openMs;
    }
  }
}
