package dev.weir.accounting;

/** What left a bucket without being consumed. */
public record Gone(long expired, long revoked, long rolledOver, long discarded) {

  public static final Gone NONE = new Gone(0, 0, 0, 0);

  public long sum() {
    return expired + revoked + rolledOver + discarded;
  }
}
