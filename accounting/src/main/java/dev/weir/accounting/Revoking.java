package dev.weir.accounting;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * R9: a grant is taken back up to a target. The target covers first what nobody used (what remains
 * goes now, what had expired is nothing), then what was consumed (it becomes debt); what is held
 * waits until its hold ends. So the order of refunds, disputes and expiries does not matter.
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
    long owed = owed(family, all);
    long excess = family.revoked() - Math.min(all, family.unused());
    boolean gives = excess > 0 || owed < known.debt();
    if (gives && account.buckets().size() + 3 > Limits.LIVE_BUCKETS) {
      return Refusal.of(Rejection.TOO_MANY_BUCKETS, "there is no room to give the grant back");
    }
    Moves moves = new Moves(family, all, owed - known.debt(), account.debt());
    journal.write(
        Draws.sum(moves.back()) - Draws.sum(moves.taken()),
        moves.taken(),
        revoke.note(),
        new Fact.Revoked(
            revoke.grantId(),
            revoke.cause(),
            target,
            revoke.restored(),
            moves.debt(),
            moves.back()));
    giveBackRepaid(journal, family.own(), moves.debt());
    Due.expireReturned(journal, journal.now());
    return accept(journal, revoke.grantId());
  }

  /**
   * Debt that was cancelled after another grant had repaid it: that much comes back, as a bucket of
   * its own that lasts as long as a new package.
   */
  private static void giveBackRepaid(Journal journal, Bucket grant, Fact.Owed debt) {
    long repaid = debt.account() - debt.grant();
    if (repaid <= 0) {
      return;
    }
    long expiresAt =
        grant.expiresAt() == Bucket.NEVER ? Bucket.NEVER : journal.now() + Limits.PACKAGE_MS;
    journal.write(
        repaid,
        List.of(),
        Note.because("repaid debt returned"),
        new Fact.Granted(RETURNED + journal.cause(), grant.source(), expiresAt, null));
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
    List<Draw> taken = family.takeRemaining(missing(family, all));
    long debt = Math.max(0, owed(family, all) - known.debt());
    if (!taken.isEmpty() || debt > 0) {
      journal.writeAt(at, -Draws.sum(taken), taken, Note.NONE, new Fact.Settled(grant, debt));
    }
  }

  /** What a target makes of a grant, apart from what it made of it before. */
  private record Moves(List<Draw> taken, List<Draw> back, Fact.Owed debt) {

    /** The account's debt shrinks by what is left of it: the rest was repaid meanwhile. */
    Moves(Family family, long target, long debtChange, long accountDebt) {
      this(
          family.takeRemaining(missing(family, target)),
          family.takeRevoked(Math.max(0, family.revoked() - Math.min(target, family.unused()))),
          new Fact.Owed(debtChange, Math.max(debtChange, -accountDebt)));
    }
  }

  /** What of the rest is still to be taken: what was lost counts as given. */
  private static long missing(Family family, long target) {
    long wanted = Math.min(target, family.unused()) - family.lost() - family.revoked();
    return Math.max(0, Math.min(wanted, family.remaining()));
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
