package dev.weir.accounting;

import java.util.Map;

/**
 * The state of one account: a fold of its ledger and nothing else.
 *
 * @param seq of the newest entry; 0 when there is none and the account is unseen
 * @param hash of the newest entry; 64 zeros when there is none
 * @param time of the newest entry; an older command counts as being of this time (R2)
 * @param debt what was used beyond the balance; its own figure, never a negative bucket
 * @param revocations by grant id
 */
public record Account(
    AccountKey key,
    long seq,
    String hash,
    long time,
    PlanTerms plan,
    Subscription subscription,
    Bonus bonus,
    long debt,
    Buckets buckets,
    Holds holds,
    Map<String, Revocation> revocations,
    Usage usage,
    Counter counter,
    Totals totals) {

  /** The hash before the first entry. */
  public static final String GENESIS = "0".repeat(64);

  public Account {
    revocations = Sorted.copy(revocations);
    if (debt < 0) {
      throw new BrokenInvariant("the debt of " + key, 0, debt);
    }
    long rest = buckets.available() + buckets.held();
    if (totals.rest() != rest) {
      throw new BrokenInvariant("conservation of " + key, totals.rest(), rest);
    }
  }

  public static Account unseen(AccountKey key) {
    return new Account(
        key,
        0,
        GENESIS,
        0,
        PlanTerms.NONE,
        Subscription.NONE,
        Bonus.NONE,
        0,
        Buckets.NONE,
        Holds.NONE,
        Map.of(),
        Usage.NONE,
        Counter.NONE,
        Totals.NONE);
  }

  public boolean seen() {
    return seq > 0;
  }

  /** What a strict charge could take now. */
  public long available() {
    return buckets.available();
  }

  public long held() {
    return buckets.held();
  }

  /** Available and held; debt is apart. */
  public long total() {
    return buckets.available() + buckets.held();
  }

  /**
   * What a read at that time shows: everything due by then and the day's bonus, as a no-op command
   * would write it. Only seq, hash and time stay those of the newest written entry.
   */
  public Account asOf(long at) {
    return Rules.asOf(this, at);
  }

  /** What a read of this unseen account shows: what its first command would open it with. */
  public Account openedBy(Opening opening, long at) {
    return Rules.openedBy(this, opening, at);
  }

  /** The earliest instant at which something is to be written, or {@link Long#MAX_VALUE}. */
  public long nextDue() {
    return Due.next(this);
  }

  /** Daily bonus used up in the month of {@code at}: consumed in it, or still held (R3). */
  public long bonusUsedInMonthOf(long at) {
    return bonus.consumedInMonthOf(at) + DailyBonus.held(buckets);
  }
}
