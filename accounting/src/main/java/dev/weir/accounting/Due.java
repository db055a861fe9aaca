package dev.weir.accounting;

import org.jspecify.annotations.Nullable;

/** What happens to an account by the mere passing of time: warnings, expiries, hold timeouts. */
final class Due {

  private Due() {}

  static long next(Account account) {
    return next(account, Bucket.NEVER);
  }

  /** The earliest due instant, or one that is later than {@code until}. */
  private static long next(Account account, long until) {
    Bucket bucket = firstToExpire(account.buckets());
    Hold hold = account.holds().first();
    long expiry = bucket == null ? Bucket.NEVER : bucket.expiresAt();
    long timeout = hold == null ? Bucket.NEVER : hold.expiresAt();
    long first = Math.min(expiry, timeout);
    return Math.min(first, DiscardWarning.dueAt(account, Math.min(first, until)));
  }

  /** Writes everything due up to the journal's time, each at its instant and in that order. */
  static void pass(Journal journal) {
    long due = next(journal.account(), journal.now());
    while (due <= journal.now()) {
      writeOne(journal, due);
      due = next(journal.account(), journal.now());
    }
  }

  /** What was given back to a bucket that has expired is gone at once (R6). */
  static void expireReturned(Journal journal, long at) {
    Bucket bucket = firstToExpire(journal.buckets());
    while (bucket != null && bucket.expiredAt(at)) {
      journal.writeLoss(at, bucket, bucket.remaining(), new Fact.Expired(bucket.id()));
      bucket = firstToExpire(journal.buckets());
    }
  }

  /** At one instant the warning comes first, then the buckets, then the holds. */
  private static void writeOne(Journal journal, long due) {
    Account account = journal.account();
    if (DiscardWarning.dueAt(account, due) == due) {
      DiscardWarning.write(journal, due);
      return;
    }
    Bucket bucket = firstToExpire(account.buckets());
    if (bucket != null && bucket.expiresAt() == due) {
      journal.writeLoss(due, bucket, bucket.remaining(), new Fact.Expired(bucket.id()));
      return;
    }
    Hold hold = account.holds().first();
    if (hold != null) {
      journal.writeAt(due, 0, hold.parts(), hold.note(), new Fact.HoldExpired(hold.id()));
      expireReturned(journal, due);
      Revoking.settle(journal, hold.parts(), due);
    }
  }

  /** Daily buckets stand before all others, so the earliest is one of them or the first behind. */
  private static @Nullable Bucket firstToExpire(Buckets buckets) {
    Bucket first = null;
    for (int i = 0; i < buckets.size(); i++) {
      Bucket bucket = buckets.at(i);
      if (bucket.remaining() == 0) {
        continue;
      }
      if (first == null || bucket.expiresAt() < first.expiresAt()) {
        first = bucket;
      }
      if (bucket.source() != Source.DAILY) {
        break;
      }
    }
    return first == null || first.expiresAt() == Bucket.NEVER ? null : first;
  }
}
