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
 * Where nobody else decides, only now and then: the fence, which lies in the same transaction, says
 * where to go on, and the group's offset is merely where reading begins.
 */
public final class OffsetPace {

  private static final Duration SELDOM = Duration.ofMillis(100);

  /** A timer fires by the millisecond, and must find itself due. */
  private static final long DUE_NANOS = SELDOM.minusMillis(10).toNanos();

  private final boolean alone;
  private final LongSupplier nanos;
  private long owedSince;
  private @Nullable Cancellable timer;

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
    if (alone && timer == null) {
      owedSince = nanos.getAsLong();
      timer = context.schedule(SELDOM, PunctuationType.WALL_CLOCK_TIME, now -> context.commit());
    }
  }

  /** The transaction that is being committed is to hold the offsets. */
  public boolean due() {
    return !alone || (timer != null && nanos.getAsLong() - owedSince >= DUE_NANOS);
  }

  /** A transaction with the offsets was committed. */
  public void told() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
