package dev.weir.streams.topology;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * When a stream thread commits: a command that comes after a quiet moment at once; others when as
 * much time has passed since the last commit as that took, so that the more a commit costs, the
 * more commands share it. Commands for whose answer nobody waits are content with twice that, and
 * in a backlog with a larger multiple: it is not worked off by committing. Where many callers wait
 * at once, telling them takes longer than the commit does, and a little more time lets more of them
 * share it.
 */
public final class CommitPace {

  /** For how many times a commit's own duration a command can do without one. */
  enum Patience {
    OF_A_CALLER(1),
    OF_NEWS(2),
    OF_A_BACKLOG(8);

    private final int commits;

    Patience(int commits) {
      this.commits = commits;
    }

    /**
     * Of one command.
     *
     * @param awaited somebody waits for the answer
     * @param ageMs since it was received
     */
    static Patience of(boolean awaited, long ageMs) {
      if (awaited) {
        return OF_A_CALLER;
      }
      return ageMs < BACKLOG_MS ? OF_NEWS : OF_A_BACKLOG;
    }
  }

  /** One transaction of one stream thread covers all its tasks. */
  private static final class Turn {
    private long ended = System.nanoTime() - Duration.ofSeconds(1).toNanos();
    private long asked;
    private long cost;
    private int waiting;
    private int served;
    private long due;
    private @Nullable Cancellable timer;
  }

  private static final long SHORTEST_TIMER = Duration.ofMillis(1).toNanos();

  /** Callers whom one commit answers: above it, as many times more share the next. */
  private static final int CROWD = 16;

  /** Of the least time between two commits, so much is the most that a crowd makes of it. */
  private static final int CROWD_WAITS = 5;

  /** Older than a few commits: what came is not being kept up with. */
  private static final long BACKLOG_MS = 100;

  private final long leastNanos;
  private final OffsetPace offsets;
  private final ThreadLocal<Turn> turns = ThreadLocal.withInitial(Turn::new);

  /**
   * @param least from the end of a commit to the next
   * @param alone one thread of one process decides everything
   */
  public CommitPace(Duration least, boolean alone) {
    this.leastNanos = least.toNanos();
    this.offsets = new OffsetPace(alone, System::nanoTime);
  }

  public OffsetPace offsets() {
    return offsets;
  }

  /** Something was decided that waits for its commit. */
  void decided(ProcessorContext<?, ?> context, Patience patience) {
    Turn turn = turns.get();
    long pause = patience.commits * turn.cost;
    if (patience == Patience.OF_A_CALLER) {
      turn.waiting++;
      pause = Math.max(pause, Math.min(pause * turn.served / CROWD, CROWD_WAITS * leastNanos));
    }
    long due = turn.ended + Math.max(leastNanos, pause);
    long wait = due - System.nanoTime();
    if (wait <= 0) {
      ask(turn, context);
    } else if (turn.timer == null || due < turn.due) {
      cancel(turn);
      turn.due = due;
      turn.timer =
          context.schedule(
              Duration.ofNanos(Math.max(wait, SHORTEST_TIMER)),
              PunctuationType.WALL_CLOCK_TIME,
              now -> ask(turn, context));
    }
  }

  private static void ask(Turn turn, ProcessorContext<?, ?> context) {
    if (turn.asked == 0) {
      turn.asked = System.nanoTime();
      context.commit();
    }
  }

  /** The thread that calls this has committed. */
  public void committed() {
    Turn turn = turns.get();
    turn.ended = System.nanoTime();
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
