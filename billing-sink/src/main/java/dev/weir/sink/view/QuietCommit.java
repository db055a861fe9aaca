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

  private final ProcessorContext<?, ?> context;
  private boolean came;
  private boolean owed;

  QuietCommit(ProcessorContext<?, ?> context) {
    this.context = context;
    context.schedule(MOMENT, PunctuationType.WALL_CLOCK_TIME, now -> look());
  }

  void folded() {
    came = true;
    owed = true;
  }

  private void look() {
    if (owed && !came) {
      context.commit();
      owed = false;
    }
    came = false;
  }
}
