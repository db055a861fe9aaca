package dev.weir.sink.view;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Commits as soon as nothing came for a moment. While entries come the commit interval does: the
 * longer it is, the more entries of an account are written as one view. Reads find a view before it
 * is committed; only a read after a write that left no entry waits for this, and then it is quiet.
 */
final class QuietCommit {
  private static final Duration MOMENT = Duration.ofMillis(100);

  /** Entries of a backlog come by transactions, further apart than a moment. */
  private static final int MOMENTS_BEHIND = 3;

  private static final long BEHIND_MS = 1_000;

  private final ProcessorContext<?, ?> context;
  private int patience;
  private int quiet;
  private boolean owed;

  QuietCommit(ProcessorContext<?, ?> context) {
    this.context = context;
    context.schedule(MOMENT, PunctuationType.WALL_CLOCK_TIME, now -> look());
  }

  /**
   * An entry came.
   *
   * @param ageMs since its command was received
   */
  void folded(long ageMs) {
    owed = true;
    quiet = 0;
    patience = ageMs > BEHIND_MS ? MOMENTS_BEHIND : 1;
  }

  private void look() {
    quiet++;
    if (owed && quiet > patience) {
      context.commit();
      owed = false;
    }
  }
}
