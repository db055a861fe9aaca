package dev.weir.accounting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** R7: a subscription's periods and plans, in whichever order the news of them comes. */
final class Renewing {

  private Renewing() {}

  /**
   * The rest is capped by the plan that is renewed, whatever plan the account has by now: news of
   * the plan's end may have come first.
   */
  static Decision renew(Journal journal, Verb.Renew renew) {
    Account account = journal.account();
    long granting = 2 * renew.amount() + account.available();
    Decision.Rejected full = Granting.refusal(journal, granting);
    if (full != null) {
      return full;
    }
    Subscription known = account.subscription();
    boolean newer = isNewer(account, renew.stamp(), renew.status(), renew.plan());
    PlanTerms renewed = taken(account, renew.plan());
    boolean older = renew.periodStart() < known.periodStart();
    if (renew.periodStart() > known.periodStart()) {
      List<Bucket> rests = restOfOlderPeriods(journal.buckets(), renew.periodStart());
      rollOver(journal, rests, renewed.rolloverCap());
      for (Bucket rest : rests) {
        Revoking.settle(journal, rest.id(), journal.now());
      }
    }
    change(
        journal,
        newer ? renewed : account.plan(),
        new Subscription(
            newer ? renew.status() : known.status(),
            Math.max(known.periodStart(), renew.periodStart()),
            Math.max(known.periodEnd(), renew.periodEnd()),
            Math.max(known.stamp(), renew.stamp())),
        Note.NONE);
    grant(journal, renew);
    boolean adjoining = renew.periodEnd() >= known.periodStart();
    if (older && (adjoining || renew.periodEnd() > journal.now())) {
      Bucket late = journal.buckets().find(journal.cause());
      rollOver(journal, late == null ? List.of() : List.of(late), renewed.rolloverCap());
    }
    Due.expireReturned(journal, journal.now());
    int live = journal.buckets().size();
    if (live > Limits.LIVE_BUCKETS) {
      return Refusal.of(Rejection.TOO_MANY_BUCKETS, live + " buckets would be live");
    }
    return journal.accept(
        new Outcome(0, 0, 0, 0, journal.account().debt(), renew.periodEnd(), 0, List.of()));
  }

  static Decision changePlan(Journal journal, Verb.ChangePlan change) {
    Account account = journal.account();
    Subscription known = account.subscription();
    boolean newer = isNewer(account, change.stamp(), change.status(), change.plan());
    change(
        journal,
        newer ? taken(account, change.plan()) : account.plan(),
        new Subscription(
            newer ? change.status() : known.status(),
            known.periodStart(),
            Math.max(known.periodEnd(), change.periodEnd()),
            Math.max(known.stamp(), change.stamp())),
        change.note());
    return journal.accept(Outcome.NONE);
  }

  /** R15: a plan that the account has already stays on the terms that it was taken on. */
  private static PlanTerms taken(Account account, PlanTerms plan) {
    return plan.isPlan(account.plan()) ? account.plan() : plan;
  }

  private static void grant(Journal journal, Verb.Renew renew) {
    if (renew.amount() > 0) {
      Granting.add(journal, Source.SUBSCRIPTION, renew.amount(), renew.periodEnd(), renew.note());
    }
  }

  private static void change(Journal journal, PlanTerms plan, Subscription next, Note note) {
    Account account = journal.account();
    if (!next.equals(account.subscription()) || !plan.equals(account.plan())) {
      journal.write(0, List.of(), note, new Fact.PlanChanged(plan, next));
    }
  }

  /**
   * The newest news wins. News of the same instant is ordered by what it says, so that every order
   * of arrival ends in the same state.
   */
  private static boolean isNewer(Account account, long stamp, String status, PlanTerms plan) {
    Subscription known = account.subscription();
    int order = Long.compare(stamp, known.stamp());
    if (order == 0) {
      order = Integer.compare(finality(status), finality(known.status()));
    }
    if (order == 0) {
      order = status.compareTo(known.status());
    }
    return order > 0 || (order == 0 && plan.key().compareTo(account.plan().key()) > 0);
  }

  private static int finality(String status) {
    return switch (status) {
      case "canceled" -> 3;
      case "active" -> 2;
      case "trialing" -> 1;
      default -> 0;
    };
  }

  /**
   * Subscription buckets whose rest a new period rolls over, each once, the one that ends first in
   * front. One that expired when that period began counts too: an invoice is always paid a little
   * later than its period begins.
   */
  private static List<Bucket> restOfOlderPeriods(Buckets buckets, long periodStart) {
    Set<String> rolledOver = Family.rolledOver(buckets);
    List<Bucket> rest = new ArrayList<>();
    for (List<Bucket> part : List.of(buckets.live(), buckets.closed())) {
      for (Bucket bucket : part) {
        boolean expired = bucket.gone().expired() > 0 && bucket.expiresAt() >= periodStart;
        if (bucket.ofPeriod()
            && (bucket.remaining() > 0 || expired)
            && !rolledOver.contains(bucket.id())) {
          rest.add(bucket);
        }
      }
    }
    rest.sort(Comparator.comparingLong(Bucket::expiresAt).thenComparingLong(Bucket::seq));
    return rest;
  }

  private static void rollOver(Journal journal, List<Bucket> rests, long cap) {
    long room = Math.max(0, cap - rolledOver(journal.buckets()));
    for (Bucket bucket : rests) {
      boolean late = bucket.remaining() == 0;
      long rest = late ? bucket.gone().expired() : bucket.remaining();
      long rolled = Math.min(rest, room);
      room -= rolled;
      if (rolled > 0) {
        roll(journal, bucket, rolled, late);
      }
      if (!late && rest > rolled) {
        journal.writeLoss(journal.now(), bucket, rest - rolled, new Fact.Discarded());
      }
    }
  }

  private static void roll(Journal journal, Bucket bucket, long rolled, boolean late) {
    String into = Family.rolloverId(bucket.id());
    long expiresAt = journal.now() + Limits.PACKAGE_MS;
    Draw moved =
        late
            ? new Draw(into, Source.ROLLOVER, rolled)
            : new Draw(bucket.id(), bucket.source(), rolled);
    journal.write(
        late ? rolled : 0,
        List.of(moved),
        Note.because("rollover"),
        new Fact.RolledOver(bucket.id(), into, rolled, expiresAt, late));
  }

  private static long rolledOver(Buckets buckets) {
    long sum = 0;
    for (Bucket bucket : buckets.live()) {
      if (bucket.source() == Source.ROLLOVER) {
        sum += bucket.remaining() + bucket.held();
      }
    }
    return sum;
  }
}
