package dev.weir.client;

import java.time.Duration;

/** Counts events in and out: those that went in first are settled first. */
final class Progress {
  private long entered;
  private long settled;

  synchronized void entered() {
    entered++;
  }

  synchronized void settled(int events) {
    settled += events;
    notifyAll();
  }

  /** True when all that had entered at the time of the call are settled. */
  synchronized boolean awaitSettled(Duration patience) throws InterruptedException {
    long target = entered;
    long deadline = System.nanoTime() + patience.toNanos();
    while (settled < target) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
