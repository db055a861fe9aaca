package dev.weir.accounting;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far one grant is revoked (R9). Targets only grow and an ended cause stays ended, so the news
 * of refunds and disputes can come in any order and any number of times.
 *
 * @param targets cumulative, per cause
 * @param debt what was spent of the grant and is owed because of this
 */
public record Revocation(Map<String, Target> targets, long debt) {

  /** What a dispute's cause begins with: it alone may be over again. */
  public static final String DISPUTE = "dispute:";

  public static final Revocation NONE = new Revocation(Map.of(), 0);

  /** What one cause asks for; nothing any more once it is over. */
  public record Target(long amount, boolean over) {

    long inForce() {
      return over ? 0 : amount;
    }
  }

  public Revocation {
    targets = Sorted.copy(targets);
  }

  /** A dispute that may still be won, and give back what it took. */
  Map.@Nullable Entry<String, Target> openDispute() {
    for (Map.Entry<String, Target> each : targets.entrySet()) {
      if (each.getKey().startsWith(DISPUTE) && each.getValue().inForce() > 0) {
        return each;
      }
    }
    return null;
  }

  /** What all causes ask for together, of a grant of that size. */
  public long target(long granted) {
    long sum = 0;
    for (Target target : targets.values()) {
      sum += Math.min(granted - sum, target.inForce());
    }
    return sum;
  }

  /** The same with one more piece of news, which may be old. */
  public Revocation heard(String cause, long amount, boolean over) {
    Target before = targets.getOrDefault(cause, new Target(0, false));
    Target now = new Target(Math.max(before.amount, amount), before.over || over);
    if (now.equals(before) && targets.containsKey(cause)) {
      return this;
    }
    Map<String, Target> all = new HashMap<>(targets);
    all.put(cause, now);
    return new Revocation(all, debt);
  }

  public Revocation withDebt(long newDebt) {
    return new Revocation(targets, newDebt);
  }
}
