package dev.weir.accounting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
    List<PaidPeriod> later = later(account, renew);
    if (renew.periodStart() > known.periodStart() || !renew.others().isEmpty()) {
      RollingOver.older(journal, onwards(journal, renew, renewed, later), grants(renew.others()));
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
    boolean over =
        !later.isEmpty()
            && (renew.periodEnd() >= later.getFirst().start() || renew.periodEnd() > journal.now());
    if (over) {
      RollingOver.rollOver(journal, journal.cause(), later);
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

  /**
   * The periods that begin after this one, on the terms that the account has or would have taken.
   */
  private static List<PaidPeriod> later(Account account, Verb.Renew renew) {
    long newest = account.subscription().periodStart();
    if (renew.others().isEmpty() && renew.periodStart() < newest) {
      return List.of(new PaidPeriod("", newest, taken(account, renew.plan())));
    }
    Map<Long, PaidPeriod> later = new TreeMap<>();
    for (PaidPeriod each : renew.others()) {
      if (each.start() > renew.periodStart()) {
        PlanTerms terms = taken(account, each.plan());
        later.merge(
            each.start(), new PaidPeriod(each.grant(), each.start(), terms), Renewing::roomier);
      }
    }
    return List.copyOf(later.values());
  }

  /** Of the plans that one invoice pays for, the one that lets most roll over. */
  private static PaidPeriod roomier(PaidPeriod one, PaidPeriod other) {
    return one.plan().rolloverCap() >= other.plan().rolloverCap() ? one : other;
  }

  private static List<PaidPeriod> onwards(
      Journal journal, Verb.Renew renew, PlanTerms renewed, List<PaidPeriod> later) {
    List<PaidPeriod> onwards = new ArrayList<>(later.size() + 1);
    onwards.add(new PaidPeriod(journal.cause(), renew.periodStart(), renewed));
    onwards.addAll(later);
    return onwards;
  }

  private static Set<String> grants(List<PaidPeriod> periods) {
    return periods.stream().map(PaidPeriod::grant).collect(Collectors.toSet());
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
}
