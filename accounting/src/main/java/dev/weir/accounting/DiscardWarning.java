package dev.weir.accounting;

import java.util.List;

/** R7: three days before a period ends, how much of it would be discarded. */
final class DiscardWarning {

  private DiscardWarning() {}

  /**
   * When the warning is to be written, or {@link Bucket#NEVER}. Once the account's time has reached
   * that instant it was written, or there was nothing to say.
   *
   * @param until an instant that is later than this is not looked at
   */
  static long dueAt(Account account, long until) {
    Subscription subscription = account.subscription();
    long at = subscription.periodEnd() - Limits.WARNING_MS;
    boolean ahead = subscription.active() && account.time() < at && at <= until;
    return ahead && pending(account) > 0 ? at : Bucket.NEVER;
  }

  static void write(Journal journal, long at) {
    Account account = journal.account();
    long periodEnd = account.subscription().periodEnd();
    long pending = pending(account);
    String metadata = Metadata.with(null, "pending", Amounts.format(pending));
    journal.writeAt(
        at,
        0,
        List.of(),
        new Note(null, "rollover would discard", metadata),
        new Fact.DiscardPending(pending, periodEnd));
  }

  /** What would be discarded if the period ended with the buckets as they are. */
  private static long pending(Account account) {
    long periodEnd = account.subscription().periodEnd();
    long unused = 0;
    long rolled = 0;
    for (Bucket bucket : account.buckets().live()) {
      if (bucket.ofPeriod()) {
        unused += bucket.remaining();
      } else if (bucket.source() == Source.ROLLOVER && !bucket.expiredAt(periodEnd)) {
        rolled += bucket.remaining() + bucket.held();
      }
    }
    long room = Math.max(0, account.plan().rolloverCap() - rolled);
    return Math.max(0, unused - room);
  }
}
