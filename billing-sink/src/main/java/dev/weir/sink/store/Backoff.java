package dev.weir.sink.store;

import java.util.concurrent.ThreadLocalRandom;

/** Waits that double from a tenth of a second to ten seconds, with jitter; never gives up. */
final class Backoff {
  private static final long FIRST_MS = 100;
  private static final long LONGEST_MS = 10_000;

  private long waitMs = FIRST_MS;
  private long untilNanos = System.nanoTime();

  void failed() {
    long jittered = waitMs / 2 + ThreadLocalRandom.current().nextLong(waitMs / 2 + 1);
    untilNanos = System.nanoTime() + jittered * 1_000_000;
    waitMs = Math.min(waitMs * 2, LONGEST_MS);
  }

  void succeeded() {
    waitMs = FIRST_MS;
    untilNanos = System.nanoTime();
  }

  long remainingMs() {
    return Math.max(0, (untilNanos - System.nanoTime()) / 1_000_000);
  }
}
