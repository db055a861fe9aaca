package dev.weir.accounting;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * R9: a grant is taken back up to a target. The target covers first what nobody used (what remains
 * goes now, what had expired is nothing), then what was consumed (it becomes debt); what is held
 * waits until its hold ends, which may turn debt into rest again. So the order of refunds, disputes
 * and expiries does not matter.
 */
final class Revoking {

  private static final String RETURNED = "returned/";

  private Revoking() {}

  static Decision revoke(Journal journal, Verb.Revoke revoke) {
    Account account = journal.account();
    Family family = Family.of(account.buckets(), revoke.grantId());
    if (family == null) {
      return Refusal.of(Rejection.GRANT_NOT_FOUND, revoke.grantId());
    }
    Revocation known = account.revocations().getOrDefault(revoke.grantId(), Revocation.NONE);
    long target = Math.max(0, Math.min(revoke.target(), family.granted()));
    Revocation heard = known.heard(revoke.cause(), target, revoke.restored());
    if (heard.equals(known)) {
      return accept(journal, revoke.grantId());
    }
    long all = heard.target(family.granted());
    Moves moves = new Moves(family, all, known.debt(), account.debt());
    boolean gives = !moves.back().isEmpty() || moves.debt().grant() < 0;
    if (gives && account.buckets().size() + 3 > Limits.LIVE_BUCKETS) {
      return Refusal.of(Rejection.TOO_MANY_BUCKETS, "there is no room to give the grant back");
    }
    boolean returns = !moves.back().isEmpty();
    journal.write(
        Draws.sum(moves.back()) - Draws.sum(moves.taken()),
        returns ? moves.back() : moves.taken(),
        revoke.note(),
        new Fact.Revoked(
            revoke.grantId(),
            revoke.cause(),
            target,
            revoke.restored(),
            moves.debt(),
            moves.back()));
    giveBackRepaid(journal, family.own(), moves.debt(), journal.now());
    Due.expireReturned(journal, journal.now());
    return accept(journal, revoke.grantId());
  }

  /**
   * Debt that was cancelled after another grant had repaid it: that much comes back, as a bucket of
   * its own that lasts as long as a new package.
   */
  private static void giveBackRepaid(Journal journal, Bucket grant, Fact.Owed debt, long at) {
    long repaid = debt.account() - debt.grant();
    if (repaid <= 0) {
      return;
    }
    long expiresAt = grant.expiresAt() == Bucket.NEVER ? Bucket.NEVER : at + Limits.PACKAGE_MS;
    String bucket = RETURNED + (journal.account().seq() + 1);
    journal.writeGrant(
        at,
        repaid,
        Note.because("repaid debt returned"),
        new Fact.Granted(bucket, grant.source(), expiresAt, null));
  }

  /** What a revoke waits for on these buckets, now that a hold on them has ended. */
  static void settle(Journal journal, List<Draw> parts, long at) {
    if (journal.account().revocations().isEmpty()) {
      return;
    }
    Set<String> grants = new LinkedHashSet<>();
    for (Draw part : parts) {
      grants.add(Family.grantOf(part.bucket()));
    }
    for (String grant : grants) {
      settle(journal, grant, at);
    }
  }

  static void settle(Journal journal, String grant, long at) {
    Revocation known = journal.account().revocations().get(grant);
    Family family = known == null ? null : Family.of(journal.buckets(), grant);
    if (known == null || family == null) {
      return;
    }
    long all = known.target(family.granted());
    Moves moves = new Moves(family, all, known.debt(), journal.account().debt());
    if (!moves.taken().isEmpty() || moves.debt().grant() != 0) {
      Fact settled = new Fact.Settled(grant, moves.debt());
      journal.writeAt(at, -Draws.sum(moves.taken()), moves.taken(), Note.NONE, settled);
      giveBackRepaid(journal, family.own(), moves.debt(), at);
    }
  }

  /** What a target makes of a grant, apart from what it made of it before: takes or gives back. */
  private record Moves(List<Draw> taken, List<Draw> back, Fact.Owed debt) {

    /** The account's debt shrinks by what is left of it: the rest was repaid meanwhile. */
    Moves(Family family, long target, long knownDebt, long accountDebt) {
      this(
          family.takeRemaining(missing(family, target)),
          family.takeRevoked(target),
          change(owed(family, target) - knownDebt, accountDebt));
    }

    private static Fact.Owed change(long change, long accountDebt) {
      return new Fact.Owed(change, Math.max(change, -accountDebt));
    }
  }

  /** What of the rest is still to be taken: what was lost counts as given. */
  private static long missing(Family family, long target) {
    long wanted = Math.min(target, family.unused()) - family.lost() - family.revoked();
    return Math.max(0, Math.min(wanted, family.remaining()));
  }

  /** That bucket holds what came back without anybody's asking. */
  static boolean isReturned(String bucket) {
    return bucket.startsWith(RETURNED);
  }

  /** What of the consumed part the target reaches. */
  private static long owed(Family family, long target) {
    return Math.max(0, Math.min(target - family.unused(), family.consumed()));
  }

  private static Decision accept(Journal journal, String grantId) {
    Family family = Family.of(journal.buckets(), grantId);
    long revoked = family == null ? 0 : family.revoked();
    return journal.accept(new Outcome(0, 0, 0, revoked, journal.account().debt(), 0, 0, List.of()));
  }
}
