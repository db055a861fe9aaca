package dev.weir.accounting;

/**
 * The rule book: a decision depends on the account, the command and what its ids were used for, and
 * on nothing else (R15).
 */
public final class Rules {

  private Rules() {}

  public static Decision decide(Account account, Command command, Priors priors) {
    throw new UnsupportedOperationException();
  }

  /** The account with one more entry. The only way in which an account ever changes. */
  public static Account evolve(Account account, LedgerEntry entry) {
    throw new UnsupportedOperationException();
  }

  /**
   * Everything due by {@code now}, written without a command (R13).
   *
   * @param cause the id that the entries carry
   */
  public static Swept sweep(Account account, long now, String cause) {
    throw new UnsupportedOperationException();
  }

  static Account asOf(Account account, long at) {
    throw new UnsupportedOperationException();
  }

  static Account openedBy(Account account, Opening opening, long at) {
    throw new UnsupportedOperationException();
  }
}
