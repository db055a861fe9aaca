package dev.weir.accounting;

/** Everything that ever happened to an account's buckets, summed (R11). */
public record Totals(
    long granted, long consumed, long expired, long revoked, long rolledOver, long discarded) {

  public static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0);

  /** What must still be there, held or remaining. */
  public long rest() {
    return granted - consumed - expired - revoked - rolledOver - discarded;
  }
}
