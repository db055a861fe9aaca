package dev.weir.accounting;

final class Fingerprint {
  private Fingerprint() {}

  static String of(Verb verb) {
    throw new UnsupportedOperationException();
  }
}
