package dev.weir.accounting;

/** R3: the bonus that the first command of a UTC day brings. */
final class DailyBonus {

  static final String PREFIX = "daily/";

  private DailyBonus() {}

  /**
   * @param before the account as the command found it: opening entries are no earlier touch
   */
  static void grant(Journal journal, Account before) {
    Account account = journal.account();
    PlanTerms plan = account.plan();
    long now = journal.now();
    boolean due = plan.dailyBonus() > 0 && Calendar.day(now) > before.bonus().touchedDay();
    if (!due || account.buckets().size() >= Limits.LIVE_BUCKETS) {
      return;
    }
    long left = plan.monthlyBonusCap() - account.bonusUsedInMonthOf(now);
    long amount = Math.min(plan.dailyBonus(), left);
    if (amount <= 0 || account.totals().granted() + amount > Limits.EVER_GRANTED) {
      return;
    }
    String bucket = PREFIX + Calendar.date(Calendar.day(now));
    long expiresAt = Calendar.nextMidnight(now);
    journal.writeGrant(
        now,
        amount,
        Note.because("daily bonus"),
        new Fact.Granted(bucket, Source.DAILY, expiresAt, null));
  }

  /**
   * How many places grants leave free: tomorrow's bonus needs one where none of today's will become
   * free by then.
   */
  static int reserved(Account account) {
    Buckets buckets = account.buckets();
    boolean has = buckets.size() > 0 && buckets.at(0).source() == Source.DAILY;
    return account.plan().dailyBonus() > 0 && !has ? 1 : 0;
  }

  /**
   * Daily bonus that holds still have, of whichever day. Daily buckets come first in burn order.
   */
  static long held(Buckets buckets) {
    long held = 0;
    for (int i = 0; i < buckets.size() && buckets.at(i).source() == Source.DAILY; i++) {
      held += buckets.at(i).held();
    }
    return held;
  }
}
