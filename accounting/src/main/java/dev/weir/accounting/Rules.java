package dev.weir.accounting;

import org.jspecify.annotations.Nullable;

/**
 * The rule book: a decision depends on the account, the command and what its ids were used for, and
 * on nothing else (R15).
 */
public final class Rules {

  private Rules() {}

  public static Decision decide(Account account, Command command, Priors priors) {
    long now = command.timeOn(account);
    Remembered before = priors.ofThisId();
    if (before != null && before.time() + Limits.DEDUPE_MS > now) {
      return before.fingerprint().equals(command.verb().fingerprint())
          ? new Decision.Duplicate(before)
          : Refusal.of(Rejection.IDEMPOTENCY_KEY_REUSED, command.id());
    }
    Decision.Rejected invalid = Validity.check(command, now);
    if (invalid != null) {
      return invalid;
    }
    Opening opening = openingOf(command);
    if (!account.seen() && opening == null && !(command.verb() instanceof Verb.Track)) {
      return Refusal.of(Rejection.ACCOUNT_NOT_FOUND, account.key().text());
    }
    Journal journal = Journal.of(account, command.id(), now);
    Due.pass(journal);
    if (!account.seen() && opening != null) {
      Granting.open(journal, opening);
    }
    DailyBonus.grant(journal, account);
    return decide(journal, command.verb(), priors);
  }

  /** The account with one more entry. The only way in which an account ever changes. */
  public static Account evolve(Account account, LedgerEntry entry) {
    return Fold.of(account, entry);
  }

  /**
   * Everything due by {@code now}, written without a command (R13).
   *
   * @param cause the id that the entries carry
   */
  public static Swept sweep(Account account, long now, String cause) {
    Journal journal = Journal.of(account, cause, Math.max(now, account.time()));
    Due.pass(journal);
    return new Swept(journal.entries(), journal.account());
  }

  static Account asOf(Account account, long at) {
    Journal journal = Journal.preview(account, Math.max(at, account.time()));
    Due.pass(journal);
    DailyBonus.grant(journal, account);
    return asWritten(account, journal.account());
  }

  static Account openedBy(Account account, Opening opening, long at) {
    if (account.seen()) {
      return asOf(account, at);
    }
    Journal journal = Journal.preview(account, at);
    Granting.open(journal, opening);
    DailyBonus.grant(journal, account);
    return asWritten(account, journal.account());
  }

  private static Decision decide(Journal journal, Verb verb, Priors priors) {
    return switch (verb) {
      case Verb.Grant grant -> Granting.grant(journal, grant);
      case Verb.Charge charge -> Charging.charge(journal, charge);
      case Verb.PlaceHold hold -> Holding.place(journal, hold, priors.resumeUsed());
      case Verb.Capture capture -> Holding.capture(journal, capture, priors.ofReferencedId());
      case Verb.Release release -> Holding.release(journal, release, priors.ofReferencedId());
      case Verb.ReportProgress progress ->
          Holding.report(journal, progress, priors.ofReferencedId());
      case Verb.Revoke revoke -> Revoking.revoke(journal, revoke);
      case Verb.Renew renew -> Renewing.renew(journal, renew);
      case Verb.ChangePlan change -> Renewing.changePlan(journal, change);
      case Verb.Track track -> Tracking.track(journal, track);
      case Verb.Open open -> journal.accept(Outcome.NONE);
      case Verb.Touch touch -> journal.accept(Outcome.NONE);
    };
  }

  private static @Nullable Opening openingOf(Command command) {
    return command.verb() instanceof Verb.Open open ? open.what() : command.opening();
  }

  /** What is shown ahead of time is not written yet, so it has no place in the ledger yet. */
  private static Account asWritten(Account written, Account shown) {
    return new Account(
        shown.key(),
        written.seq(),
        written.hash(),
        written.time(),
        shown.plan(),
        shown.subscription(),
        shown.bonus(),
        shown.debt(),
        shown.buckets(),
        shown.holds(),
        shown.revocations(),
        shown.usage(),
        shown.counter(),
        shown.totals());
  }
}
