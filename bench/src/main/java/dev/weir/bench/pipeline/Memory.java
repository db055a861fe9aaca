package dev.weir.bench.pipeline;

import dev.weir.bench.system.Processes;

/** Looks now and then at how much memory is used, and keeps the most. */
final class Memory implements AutoCloseable {
  private static final long PAUSE_MS = 2_000;

  private final Thread watching;
  private volatile double most;

  private Memory(Processes processes) {
    watching = Thread.ofPlatform().daemon().name("memory").start(() -> look(processes));
  }

  static Memory watch(Processes processes) {
    return new Memory(processes);
  }

  private void look(Processes processes) {
    try {
      while (true) {
        most = Math.max(most, processes.mib());
        Thread.sleep(PAUSE_MS);
      }
    } catch (InterruptedException e) {
      // Told to stop.
      return;
    }
  }

  double mostMib() {
    return most;
  }

  @Override
  public void close() {
    watching.interrupt();
  }
}
