package dev.weir.sink.read;

import dev.weir.sink.view.ViewMoving;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Looking again and again, less and less often, until something is so or time is up. */
public final class Pause {
  private static final long FIRST_MS = 1;
  private static final long LONGEST_MS = 20;

  private Pause() {}

  /** False: time was up first. Looks at least once. */
  public static boolean until(BooleanSupplier so, Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    long pause = FIRST_MS;
    while (!so.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      sleep(pause);
      pause = Math.min(pause * 2, LONGEST_MS);
    }
    return true;
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ViewMoving("the wait was interrupted", interrupted);
    }
  }
}
