package dev.weir.sink.read;

import dev.weir.edge.problem.Problem;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * How many whole ledgers of accounts are read at once. Each takes a connection to the database for
 * as long as it is long, and the short reads must find one too.
 */
public final class Places {
  private static final int AT_ONCE = 4;
  private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

  private final Semaphore free = new Semaphore(AT_ONCE);

  public <T> T in(Supplier<T> reading) {
    if (!Pause.until(free::tryAcquire, LONGEST_WAIT)) {
      throw Problem.unavailable("busy", "Enough ledgers are being read at this moment.", 1);
    }
    try {
      return reading.get();
    } finally {
      free.release();
    }
  }
}
