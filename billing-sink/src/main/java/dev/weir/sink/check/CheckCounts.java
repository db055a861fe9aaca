package dev.weir.sink.check;

import java.util.concurrent.atomic.AtomicLong;

/** What the checks have found since the start, for metrics. */
public final class CheckCounts {
  private final AtomicLong verified = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private volatile long lastReconciledMs;
  private volatile long differing;

  void verified(boolean valid) {
    verified.incrementAndGet();
    if (!valid) {
      failed.incrementAndGet();
    }
  }

  void reconciled(Report report) {
    differing = report.differing();
    failed.addAndGet(report.differing());
    lastReconciledMs = report.at().toEpochMilli();
  }

  public long verified() {
    return verified.get();
  }

  /** Accounts that a verification or a reconciliation found wrong. */
  public long failed() {
    return failed.get();
  }

  /** Accounts that differed at the last reconciliation. */
  public long differing() {
    return differing;
  }

  /** When the last reconciliation ended, epoch milliseconds; 0 for never. */
  public long lastReconciledMs() {
    return lastReconciledMs;
  }
}
