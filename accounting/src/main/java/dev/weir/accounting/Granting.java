package dev.weir.accounting;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** R4, R5, R8: buckets come into being, and paid ones repay debt first. */
final class Granting {

  private static final String OPENING = "opening/";

  private Granting() {}

  static Decision grant(Journal journal, Verb.Grant grant) {
    Decision.Rejected full = refusal(journal, grant.amount());
    if (full != null) {
      return full;
    }
    long expiresAt = expiry(grant, journal.now());
    add(journal, grant.source(), grant.amount(), expiresAt, grant.note());
    return journal.accept(
        new Outcome(0, 0, 0, 0, journal.account().debt(), expiresAt, 0, List.of()));
  }

  /** Why this command may not make a bucket of its own, or null. */
  static Decision.@Nullable Rejected refusal(Journal journal, long amount) {
    Buckets buckets = journal.buckets();
    if (buckets.findAny(journal.cause()) != null) {
      return Refusal.of(Rejection.IDEMPOTENCY_KEY_REUSED, "a grant has this id");
    }
    int most = Limits.LIVE_BUCKETS - DailyBonus.reserved(journal.account());
    if (buckets.size() >= most) {
      return Refusal.of(Rejection.TOO_MANY_BUCKETS, buckets.size() + " buckets are live");
    }
    if (journal.account().totals().granted() + amount > Limits.EVER_GRANTED) {
      return Refusal.of(Rejection.BALANCE_TOO_LARGE, "everything ever granted to the account");
    }
    return null;
  }

  /** A bucket that bears the command's id; debt is repaid from it first when it is paid for. */
  static void add(Journal journal, Source source, long amount, long expiresAt, Note note) {
    String id = journal.cause();
    journal.writeGrant(journal.now(), amount, note, new Fact.Granted(id, source, expiresAt, null));
    long repaid = source.paid() ? Math.min(amount, journal.account().debt()) : 0;
    if (repaid > 0) {
      journal.write(
          -repaid, List.of(new Draw(id, source, repaid)), Note.NONE, new Fact.DebtRepaid());
    }
  }

  /** An unseen account takes its plan with its first opening grant. */
  static void open(Journal journal, Opening opening) {
    Map<Source, Integer> ofSource = new HashMap<>();
    PlanTerms plan = opening.plan();
    for (OpeningGrant grant : opening.grants()) {
      if (grant.amount() == 0) {
        continue;
      }
      int nth = ofSource.merge(grant.source(), 1, Integer::sum);
      String id = OPENING + grant.source().text() + (nth == 1 ? "" : "/" + nth);
      journal.writeGrant(
          journal.now(),
          grant.amount(),
          Note.because(grant.reason()),
          new Fact.Granted(id, grant.source(), grant.expiresAt(), plan));
      plan = null;
    }
    if (plan != null) {
      journal.write(
          0, List.of(), Note.because("opened"), new Fact.PlanChanged(plan, Subscription.NONE));
    }
    Due.expireReturned(journal, journal.now());
  }

  /** R8: packages last 90 days, welcome and gift never expire, unless the grant says otherwise. */
  private static long expiry(Verb.Grant grant, long now) {
    if (grant.expiresAt() != 0) {
      return grant.expiresAt();
    }
    return grant.source() == Source.PACKAGE ? now + Limits.PACKAGE_MS : Bucket.NEVER;
  }
}
