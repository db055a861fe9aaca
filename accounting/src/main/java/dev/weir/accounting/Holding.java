package dev.weir.accounting;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** R6: an amount is set aside, and later taken or given back. */
final class Holding {

  private static final String PLACED_BY = "hold";

  private Holding() {}

  static Decision place(Journal journal, Verb.PlaceHold hold, boolean resumeUsed) {
    Account account = journal.account();
    if (account.holds().find(journal.cause()) != null) {
      return Refusal.of(Rejection.IDEMPOTENCY_KEY_REUSED, "a hold has this id");
    }
    if (account.holds().size() >= Limits.LIVE_HOLDS) {
      return Refusal.of(Rejection.TOO_MANY_HOLDS, account.holds().size() + " holds are live");
    }
    if (resumeUsed) {
      return Refusal.of(Rejection.RESUME_TOKEN_INVALID, "the token has been used");
    }
    Charging.Taken taken =
        Charging.take(account, hold.amount(), hold.policy(), hold.overdraftLimit());
    if (taken == null) {
      return Refusal.insufficient(hold.amount(), account.available());
    }
    long timeout = hold.timeoutMs() == 0 ? Limits.HOLD_TIMEOUT_MS : hold.timeoutMs();
    long expiresAt = journal.now() + timeout;
    Build build = hold.build();
    journal.write(
        0,
        taken.draws(),
        Charging.noting(hold.note(), taken.shortfall()),
        new Fact.Held(
            journal.cause(),
            expiresAt,
            hold.policy(),
            hold.overdraftLimit(),
            taken.shortfall(),
            build == null ? null : build.withoutPayload()));
    return journal.accept(
        new Outcome(0, 0, taken.shortfall(), 0, account.debt(), expiresAt, 0, taken.draws()));
  }

  /** What is over the held amount is charged by the hold's policy, or the capture's own. */
  static Decision capture(Journal journal, Verb.Capture capture, @Nullable Remembered prior) {
    Account account = journal.account();
    Hold hold = account.holds().find(capture.holdId());
    if (hold == null || isNoneOfTheirs(hold, capture.byWorker())) {
      return notLive(capture.holdId(), hold, prior);
    }
    long held = hold.amount();
    List<Draw> fromHold = Draws.first(hold.parts(), Math.min(held, capture.amount()));
    Policy policy = capture.policy() == null ? hold.policy() : capture.policy();
    long limit = capture.policy() == null ? hold.overdraftLimit() : capture.overdraftLimit();
    long over = Math.max(0, capture.amount() - held);
    Charging.Taken more = Charging.take(account, over, policy, limit);
    if (more == null) {
      return Refusal.insufficient(capture.amount(), held + account.available());
    }
    List<Draw> back = Draws.minus(hold.parts(), fromHold);
    List<Draw> draws = Draws.plus(fromHold, more.draws());
    long charged = Draws.sum(draws);
    journal.write(
        -charged,
        draws,
        Charging.noting(noteOf(capture, hold), more.shortfall()),
        new Fact.Captured(hold.id(), fromHold, back, more.shortfall(), more.debt()));
    settle(journal, hold);
    return journal.accept(
        new Outcome(
            charged, Draws.sum(back), more.shortfall(), 0, journal.account().debt(), 0, 0, draws));
  }

  static Decision release(Journal journal, Verb.Release release, @Nullable Remembered prior) {
    Hold hold = journal.account().holds().find(release.holdId());
    if (hold == null || isNoneOfTheirs(hold, release.byWorker())) {
      return notLive(release.holdId(), hold, prior);
    }
    journal.write(0, hold.parts(), release.note(), new Fact.Released(hold.id()));
    settle(journal, hold);
    return journal.accept(
        new Outcome(0, hold.amount(), 0, 0, journal.account().debt(), 0, 0, List.of()));
  }

  static Decision report(
      Journal journal, Verb.ReportProgress progress, @Nullable Remembered prior) {
    Hold hold = journal.account().holds().find(progress.holdId());
    return hold == null || isNoneOfTheirs(hold, true)
        ? notLive(progress.holdId(), hold, prior)
        : journal.accept(Outcome.NONE);
  }

  private static void settle(Journal journal, Hold hold) {
    Due.expireReturned(journal, journal.now());
    Revoking.settle(journal, hold.parts(), journal.now());
  }

  /** Workers know of builds alone. */
  private static boolean isNoneOfTheirs(Hold hold, boolean byWorker) {
    return byWorker && hold.build() == null;
  }

  /**
   * Not live any more, or never placed.
   *
   * @param other a hold that is live, but not for who asks
   */
  private static Decision notLive(String holdId, @Nullable Hold other, @Nullable Remembered prior) {
    boolean closed = other == null && placed(prior);
    return Refusal.of(closed ? Rejection.HOLD_CLOSED : Rejection.HOLD_NOT_FOUND, holdId);
  }

  private static boolean placed(@Nullable Remembered prior) {
    return prior != null && prior.accepted() && prior.verb().equals(PLACED_BY);
  }

  /** A capture that does not say what it is for is for what the hold was for. */
  private static Note noteOf(Verb.Capture capture, Hold hold) {
    Note note = capture.note();
    return note.operation() != null
        ? note
        : new Note(hold.note().operation(), note.reason(), note.metadata());
  }
}
