package dev.weir.streams.totals;

import dev.weir.accounting.Account;
import dev.weir.accounting.Totals;
import java.nio.ByteBuffer;

/**
 * What some accounts have been given, what became of it, and what is left, in micro-units.
 *
 * @param entries ledger entries ever written
 */
public record Sums(Totals totals, long available, long held, long debt, long entries) {

  public static final Sums ZERO = new Sums(Totals.NONE, 0, 0, 0, 0);
  private static final byte FORMAT = 1;
  private static final int LONGS = 10;

  /** One account's. */
  public static Sums of(Account account) {
    return new Sums(
        account.totals(), account.available(), account.held(), account.debt(), account.seq());
  }

  public Sums plus(Sums other) {
    return combined(other, 1);
  }

  public Sums minus(Sums other) {
    return combined(other, -1);
  }

  private Sums combined(Sums other, int sign) {
    Totals a = totals;
    Totals b = other.totals;
    return new Sums(
        new Totals(
            a.granted() + sign * b.granted(),
            a.consumed() + sign * b.consumed(),
            a.expired() + sign * b.expired(),
            a.revoked() + sign * b.revoked(),
            a.rolledOver() + sign * b.rolledOver(),
            a.discarded() + sign * b.discarded()),
        available + sign * other.available,
        held + sign * other.held,
        debt + sign * other.debt,
        entries + sign * other.entries);
  }

  /** R11: what was granted is somewhere. Zero, or something is wrong. */
  public long unaccounted() {
    return totals.rest() - available - held;
  }

  /** A format byte, then every figure as eight bytes, big-endian. */
  public byte[] bytes() {
    return ByteBuffer.allocate(1 + LONGS * Long.BYTES)
        .put(FORMAT)
        .putLong(totals.granted())
        .putLong(totals.consumed())
        .putLong(totals.expired())
        .putLong(totals.revoked())
        .putLong(totals.rolledOver())
        .putLong(totals.discarded())
        .putLong(available)
        .putLong(held)
        .putLong(debt)
        .putLong(entries)
        .array();
  }

  public static Sums parse(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length != 1 + LONGS * Long.BYTES || in.get() != FORMAT) {
      throw new IllegalArgumentException("Not a sum in the format that is known here.");
    }
    Totals totals =
        new Totals(
            in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
    return new Sums(totals, in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }
}
