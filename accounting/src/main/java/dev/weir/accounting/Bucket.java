package dev.weir.accounting;

import java.util.Comparator;

/**
 * A part of a balance with one source and one expiry. At any moment granted = consumed + expired +
 * revoked + rolled over + discarded + held + remaining (R11), and no part is negative.
 */
public record Bucket(Lot lot, long remaining, long held, long consumed, Gone gone) {

  /** The expiry of what never expires. */
  public static final long NEVER = Long.MAX_VALUE;

  /**
   * R1: daily first, then by earliest expiry, never-expiring last; then the smallest rest; then the
   * older grant.
   */
  public static final Comparator<Bucket> BURN_ORDER = Bucket::compareBurnOrder;

  public Bucket {
    if (remaining < 0 || held < 0 || consumed < 0) {
      throw new BrokenInvariant(
          "the least part of bucket " + lot.id(), 0, Math.min(consumed, Math.min(remaining, held)));
    }
    long parts = consumed + gone.sum() + held + remaining;
    if (parts != lot.granted()) {
      throw new BrokenInvariant(
          "bucket " + lot.id() + ": granted and its parts", lot.granted(), parts);
    }
  }

  static Bucket of(Lot lot) {
    return new Bucket(lot, lot.granted(), 0, 0, Gone.NONE);
  }

  public String id() {
    return lot.id();
  }

  public Source source() {
    return lot.source();
  }

  public long granted() {
    return lot.granted();
  }

  public long grantedAt() {
    return lot.grantedAt();
  }

  public long expiresAt() {
    return lot.expiresAt();
  }

  public long seq() {
    return lot.seq();
  }

  /** Half-open: at the instant of its expiry it is gone (R2). */
  public boolean expiredAt(long time) {
    return lot.expiresAt() <= time;
  }

  /** Minutes of a subscription's period; those that never end belong to none, and stay (R7). */
  boolean ofPeriod() {
    return lot.source() == Source.SUBSCRIPTION && lot.expiresAt() != NEVER;
  }

  /** Nothing is left in it, not even held. */
  public boolean empty() {
    return remaining == 0 && held == 0;
  }

  Bucket consume(long amount) {
    return new Bucket(lot, remaining - amount, held, consumed + amount, gone);
  }

  Bucket hold(long amount) {
    return new Bucket(lot, remaining - amount, held + amount, consumed, gone);
  }

  Bucket release(long amount) {
    return new Bucket(lot, remaining + amount, held - amount, consumed, gone);
  }

  Bucket consumeHeld(long amount) {
    return new Bucket(lot, remaining, held - amount, consumed + amount, gone);
  }

  Bucket expire(long amount) {
    return lose(
        amount,
        new Gone(gone.expired() + amount, gone.revoked(), gone.rolledOver(), gone.discarded()));
  }

  /** A negative amount gives back what had been revoked. */
  Bucket revoke(long amount) {
    return lose(
        amount,
        new Gone(gone.expired(), gone.revoked() + amount, gone.rolledOver(), gone.discarded()));
  }

  Bucket rollOver(long amount) {
    return lose(
        amount,
        new Gone(gone.expired(), gone.revoked(), gone.rolledOver() + amount, gone.discarded()));
  }

  Bucket discard(long amount) {
    return lose(
        amount,
        new Gone(gone.expired(), gone.revoked(), gone.rolledOver(), gone.discarded() + amount));
  }

  private Bucket lose(long amount, Gone after) {
    return new Bucket(lot, remaining - amount, held, consumed, after);
  }

  private static int compareBurnOrder(Bucket a, Bucket b) {
    boolean daily = a.lot.source() == Source.DAILY;
    if (daily != (b.lot.source() == Source.DAILY)) {
      return daily ? -1 : 1;
    }
    int order = Long.compare(a.lot.expiresAt(), b.lot.expiresAt());
    if (order == 0) {
      order = Long.compare(a.remaining, b.remaining);
    }
    return order != 0 ? order : Long.compare(a.lot.seq(), b.lot.seq());
  }
}
