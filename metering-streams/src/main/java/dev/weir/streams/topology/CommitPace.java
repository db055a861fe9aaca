package dev.weir.streams.topology;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * When a stream thread commits: a command that comes after a quiet moment at once; others when as
 * much time has passed since the last commit as that took, so that the more a commit costs, the
 * more commands share it. Commands for whose answer nobody waits are content with twice that. What
 * was kept waiting before it was decided can wait a little more, for a backlog is not worked off by
 * committing. And where many callers wait at once, telling them takes longer than the commit does,
 * and a little more time lets more of them share it.
 */
public final class CommitPace {

  /** From one commit to the next at most, while there is something to commit. */
  public static final Duration LONGEST = Duration.ofMillis(250);

  /** How long what was decided can do without a commit. */
  enum Patience {
    OF_A_CALLER(1, 4),
    OF_NEWS(2, 1);

    private final int commits;
    private final int share;

    /**
     * @param commits as long as so many of them take
     * @param share or as long as it has waited already, divided by this
     */
    Patience(int commits, int share) {
      this.commits = commits;
      this.share = share;
    }

    private long nanos(long commitNanos, long waitedMs) {
      long again = Math.clamp(waitedMs, 0, LONGEST.toMillis()) / share;
      return Math.max(commits * commitNanos, TimeUnit.MILLISECONDS.toNanos(again));
    }
  }

  /** One transaction of one stream thread covers all its tasks. */
  private final class Turn {
    private long ended = nanos.getAsLong() - Duration.ofSeconds(1).toNanos();
    private long asked;
    private long cost;
    private int waiting;
    private int served;
    private long due;
    private @Nullable Cancellable timer;
  }

  /** Timers fire by the millisecond, so an earlier one by less is not worth setting. */
  private static final long SHORTEST_TIMER = Duration.ofMillis(1).toNanos();

  /** Callers whom one commit answers: above it, as many times more share the next. */
  private static final int CROWD = 16;

  /** Of the least time between two commits, so much is the most that a crowd makes of it. */
  private static final int CROWD_WAITS = 5;

  private final long leastNanos;
  private final LongSupplier nanos;
  private final OffsetPace offsets;
  private final ThreadLocal<Turn> turns = ThreadLocal.withInitial(Turn::new);

  /**
   * @param least from the end of a commit to the next
   * @param alone one thread of one process decides everything
   */
  public CommitPace(Duration least, boolean alone) {
    this(least, alone, System::nanoTime);
  }

  CommitPace(Duration least, boolean alone, LongSupplier nanos) {
    this.leastNanos = least.toNanos();
    this.nanos = nanos;
    this.offsets = new OffsetPace(alone, nanos);
  }

  public OffsetPace offsets() {
    return offsets;
  }

  /**
   * Something was decided that waits for its commit.
   *
   * @param waitedMs since it was received
   */
  void decided(ProcessorContext<?, ?> context, Patience patience, long waitedMs) {
    Turn turn = turns.get();
    long pause = patience.nanos(turn.cost, waitedMs);
    if (patience == Patience.OF_A_CALLER) {
      turn.waiting++;
      pause = Math.max(pause, Math.min(turn.cost * turn.served / CROWD, CROWD_WAITS * leastNanos));
    }
    long due = turn.ended + Math.max(leastNanos, pause);
    long wait = due - nanos.getAsLong();
    if (wait <= 0) {
      ask(turn, context);
    } else if (turn.timer == null || due < turn.due - SHORTEST_TIMER) {
      cancel(turn);
      turn.due = due;
      turn.timer =
          context.schedule(
              Duration.ofNanos(Math.max(wait, SHORTEST_TIMER)),
              PunctuationType.WALL_CLOCK_TIME,
              now -> ask(turn, context));
    }
  }

  private void ask(Turn turn, ProcessorContext<?, ?> context) {
    if (turn.asked == 0) {
      turn.asked = nanos.getAsLong();
      context.commit();
    }
  }

  /** The thread that calls this has committed. */
  public void committed() {
    Turn turn = turns.get();
    turn.ended = nanos.getAsLong();
    turn.cost = turn.asked == 0 ? 0 : turn.ended - turn.asked;
    turn.asked = 0;
    turn.served = turn.waiting;
    turn.waiting = 0;
    cancel(turn);
  }

  private static void cancel(Turn turn) {
    if (turn.timer != null) {
      turn.timer.cancel();
      turn.timer = null;
    }
  }
}
