package dev.weir.accounting;

/** What happens to an account by the mere passing of time. */
final class Due {

  private Due() {}

  static long next(Account account) {
    throw new UnsupportedOperationException();
  }

  static long heldDaily(Account account) {
    throw new UnsupportedOperationException();
  }
}
