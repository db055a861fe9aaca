package dev.weir.standalone;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what was started to become ready, however long that takes: what is left to do from
 * before can be much, and giving up would only make it do that again.
 */
final class Readiness {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final Supplier<@Nullable String> missing;
  private final Duration patience;
  private final Consumer<String> tell;

  /**
   * @param missing what is not ready yet, or null
   * @param patience after that, each time, it is told
   */
  Readiness(Supplier<@Nullable String> missing, Duration patience, Consumer<String> tell) {
    this.missing = missing;
    this.patience = patience;
    this.tell = tell;
  }

  /** {@code ./weir} looks for how this line begins. */
  static Readiness of(Duration patience, Supplier<@Nullable String> missing) {
    return new Readiness(missing, patience, line -> System.err.println("weir: not ready " + line));
  }

  void await() throws InterruptedException {
    long began = System.nanoTime();
    long told = 0;
    for (String what = missing.get(); what != null; what = missing.get()) {
      Duration waited = Duration.ofNanos(System.nanoTime() - began);
      if (waited.dividedBy(patience) > told) {
        told = waited.dividedBy(patience);
        tell.accept("after " + waited.toSeconds() + " s, but it goes on: " + what);
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }
}
