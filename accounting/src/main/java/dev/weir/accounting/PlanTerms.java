package dev.weir.accounting;

/**
 * The terms that an account took with its plan. They are copied into the account and stay until it
 * takes another plan, so a new catalog moves nobody.
 *
 * @param monthlyBonusCap {@link Long#MAX_VALUE} when the plan has no cap
 */
public record PlanTerms(String key, long dailyBonus, long monthlyBonusCap, long rolloverCap) {

  /** What an account has that nobody gave a plan: nothing comes by itself. */
  public static final PlanTerms NONE = new PlanTerms("free", 0, 0, 0);

  /** Whether it is the same plan, whatever a catalog has made of its terms since. */
  public boolean isPlan(PlanTerms other) {
    return key.equals(other.key);
  }
}
