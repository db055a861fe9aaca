package dev.weir.streams.topology;

import dev.weir.streams.decide.Tally;
import dev.weir.streams.decide.Wire;
import dev.weir.streams.guard.Logs;
import dev.weir.streams.tick.Leftovers;
import dev.weir.streams.totals.TenantFigures;
import java.time.Clock;

/**
 * What the processors are given.
 *
 * @param pace when what was decided is committed
 * @param clock wall clock, for guards and figures; no decision ever sees it
 */
public record Parts(
    Wire wire, Logs logs, Tally tally, Observed observed, CommitPace pace, Clock clock) {

  /**
   * What others in this process may want to know of the work.
   *
   * @param progress the last record worked on in each partition
   * @param leftovers where a tick had to leave something over
   */
  public record Observed(Progress progress, Leftovers leftovers, TenantFigures figures) {
    public static Observed fresh() {
      return new Observed(new Progress(), new Leftovers(), new TenantFigures());
    }
  }
}
