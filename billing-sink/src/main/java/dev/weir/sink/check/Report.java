package dev.weir.sink.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a reconciliation found. Sums are micro-units.
 *
 * @param at when it was done
 * @param accounts compared
 * @param entries in the topic that were read
 * @param skipped accounts that could not be compared, because the database had not come so far
 * @param totals by tenant and mode
 * @param differences at most {@link #LISTED} of them
 * @param differing how many accounts differ in all
 */
public record Report(
    Instant at,
    long accounts,
    long entries,
    long skipped,
    Map<String, Sums> totals,
    List<Difference> differences,
    long differing) {
  static final int LISTED = 100;

  /** One figure, reached by three ways. */
  public record Sums(long state, long ledger, long database) {
    static final Sums ZERO = new Sums(0, 0, 0);

    boolean equal() {
      return state == ledger && ledger == database;
    }

    Sums plus(Sums other) {
      return new Sums(
          Math.addExact(state, other.state),
          Math.addExact(ledger, other.ledger),
          Math.addExact(database, other.database));
    }

    /** The odd one out; all of them, if no two agree. */
    List<String> odd() {
      if (equal()) {
        return List.of();
      }
      if (ledger == database) {
        return List.of("state");
      }
      if (state == ledger) {
        return List.of("database");
      }
      return state == database ? List.of("ledger") : List.of("state", "ledger", "database");
    }
  }

  /**
   * @param account text of its key
   * @param differs which of state, ledger, database is not like the others
   * @param why in words: another sum, another number of entries, other entries
   */
  public record Difference(String account, Sums sums, List<String> differs, String why) {}

  public boolean consistent() {
    return differing == 0 && skipped == 0 && totals.values().stream().allMatch(Sums::equal);
  }

  /** This part and another instance's. */
  public Report plus(Report other) {
    Map<String, Sums> sums = new TreeMap<>(totals);
    other.totals.forEach((tenant, more) -> sums.merge(tenant, more, Sums::plus));
    List<Difference> both = new ArrayList<>(differences);
    both.addAll(other.differences);
    return new Report(
        at,
        accounts + other.accounts,
        entries + other.entries,
        skipped + other.skipped,
        sums,
        both.subList(0, Math.min(both.size(), LISTED)),
        differing + other.differing);
  }
}
