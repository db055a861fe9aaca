package dev.weir.streams.topology;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * When the group is told how far the commands are decided. Where another process may take over,
 * with every commit: that is how the broker turns away one that was replaced and does not know it.
 * Where nobody else decides, as soon as nothing came for a moment, and under load now and then: the
 * fence, which lies in the same transaction, says where to go on, and the group's offset is merely
 * where reading begins, and how who reads at the position of a write knows that it is decided.
 */
public final class OffsetPace {

  private static final Duration MOMENT = Duration.ofMillis(50);
  private static final long LONGEST_NANOS = Duration.ofMillis(250).toNanos();

  private final boolean alone;
  private final LongSupplier nanos;
  private @Nullable Cancellable timer;
  private long owedSince;
  private boolean came;
  private boolean quiet;

  /**
   * @param alone one thread of one process decides everything
   * @param nanos counts on as {@link System#nanoTime} does
   */
  OffsetPace(boolean alone, LongSupplier nanos) {
    this.alone = alone;
    this.nanos = nanos;
  }

  /** A command was read that the group is to hear of. */
  void passed(ProcessorContext<?, ?> context) {
    if (!alone) {
      return;
    }
    came = true;
    if (timer == null) {
      owedSince = nanos.getAsLong();
      timer = context.schedule(MOMENT, PunctuationType.WALL_CLOCK_TIME, now -> look(context));
    }
  }

  private void look(ProcessorContext<?, ?> context) {
    quiet = !came;
    came = false;
    if (due()) {
      context.commit();
    }
  }

  /**
   * The transaction that is being committed is to hold the offsets; once they are owed for long any
   * transaction is, for the timer is gone if its task was closed.
   */
  public boolean due() {
    return !alone || (timer != null && (quiet || nanos.getAsLong() - owedSince >= LONGEST_NANOS));
  }

  /** A transaction with the offsets was committed. */
  public void told() {
    if (timer != null) {
      timer.cancel();
      timer = null;
      quiet = false;
    }
  }
}
