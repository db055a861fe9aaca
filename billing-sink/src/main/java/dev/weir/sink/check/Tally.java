package dev.weir.sink.check;

import dev.weir.accounting.LedgerEntry;

/** The entries of one account added up as they stand in the topic, without any rule. */
final class Tally {
  private static final int MIXED_DIGITS = 16;
  private static final int HEX = 16;

  private long count;
  private long lastSeq;
  private long amount;
  private long mixed;
  private boolean gapless = true;

  void add(LedgerEntry entry) {
    gapless &= entry.seq() == lastSeq + 1;
    count++;
    lastSeq = entry.seq();
    amount = Math.addExact(amount, entry.amount());
    mixed ^= bits(entry.hash());
  }

  /** The first 64 bits of a hash, as PostgreSQL takes them too. */
  static long bits(String hash) {
    return Long.parseUnsignedLong(hash.substring(0, MIXED_DIGITS), HEX);
  }

  long count() {
    return count;
  }

  long lastSeq() {
    return lastSeq;
  }

  long amount() {
    return amount;
  }

  long mixed() {
    return mixed;
  }

  /** Whether the seqs were 1, 2, 3 … with none missing and none twice. */
  boolean gapless() {
    return gapless;
  }
}
