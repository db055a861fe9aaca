package dev.weir.accounting;

final class EntryHash {
  private EntryHash() {}

  static String of(LedgerEntry entry) {
    throw new UnsupportedOperationException();
  }
}
