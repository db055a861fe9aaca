package dev.weir.accounting.audit;

import dev.weir.accounting.PaidPeriod;
import dev.weir.accounting.PlanTerms;
import dev.weir.accounting.Verb;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of a page when a plan changes or a period begins: terms, status, what rolls over.
 */
final class Renewals {

  private final Book book;
  private final long now;

  Renewals(Book book, long now) {
    this.book = book;
    this.now = now;
  }

  void terms(PlanTerms plan) {
    book.planKey = plan.key();
    book.dailyBonus = plan.dailyBonus();
    book.bonusCap = plan.monthlyBonusCap();
    book.rolloverCap = plan.rolloverCap();
  }

  void change(Verb.ChangePlan change) {
    plan(change.plan(), change.status(), change.stamp(), 0, change.periodEnd());
  }

  void renew(String id, Verb.Renew renew) {
    List<PaidPeriod> stages = new ArrayList<>(renew.others());
    stages.removeIf(other -> other.start() <= renew.periodStart());
    stages.sort((a, b) -> Long.compare(a.start(), b.start()));
    for (int at = stages.size() - 1; at > 0; at--) {
      if (stages.get(at).start() == stages.get(at - 1).start()) {
        long one = capOf(stages.get(at - 1).plan());
        stages.remove(capOf(stages.get(at).plan()) > one ? at - 1 : at);
      }
    }
    if (renew.others().isEmpty() && renew.periodStart() < book.periodStart) {
      stages.add(new PaidPeriod("none", book.periodStart, renew.plan()));
    }
    stages.addFirst(new PaidPeriod(id, renew.periodStart(), renew.plan()));
    List<Long> caps = stages.stream().map(stage -> capOf(stage.plan())).toList();
    if (renew.periodStart() > book.periodStart || !renew.others().isEmpty()) {
      List<String> spared = renew.others().stream().map(PaidPeriod::grant).toList();
      for (Pot pot : unusedSubscriptions(renew.periodStart(), spared)) {
        bringBackDisputed(pot);
        rollOver(pot, stages, caps);
        book.revocations.settle(book, pot.id, now);
      }
    }
    plan(renew.plan(), renew.status(), renew.stamp(), renew.periodStart(), renew.periodEnd());
    book.grant(id, "subscription", renew.amount(), renew.periodEnd(), now);
    boolean followed = stages.size() > 1;
    boolean touches =
        followed && (renew.periodEnd() >= stages.get(1).start() || renew.periodEnd() > now);
    if (touches && book.pot(id).left > 0) {
      rollOver(book.pot(id), stages.subList(1, stages.size()), caps.subList(1, stages.size()));
    }
    book.expireReturned(now);
  }

  private long capOf(PlanTerms plan) {
    return plan.key().equals(book.planKey) ? book.rolloverCap : plan.rolloverCap();
  }

  private List<Pot> unusedSubscriptions(long start, List<String> spared) {
    List<Pot> pots = new ArrayList<>();
    for (Pot pot : book.pots) {
      boolean rolled = book.pot("rollover/" + pot.id) != null;
      boolean lost = pot.expired > 0 || disputed(pot);
      boolean justGone = lost && pot.expires >= start;
      boolean ofPeriod = pot.source.equals("subscription") && pot.expires < Book.NEVER;
      if (ofPeriod && !rolled && (pot.left > 0 || justGone) && !spared.contains(pot.id)) {
        pots.add(pot);
      }
    }
    pots.sort(
        (a, b) -> a.expires < b.expires || (a.expires == b.expires && a.seq < b.seq) ? -1 : 1);
    return pots;
  }

  private boolean disputed(Pot pot) {
    return pot.revoked > 0 && book.revocations.disputed(pot.id);
  }

  private void bringBackDisputed(Pot pot) {
    if (disputed(pot)) {
      long back = pot.revoked;
      pot.revoked = 0;
      pot.left += back;
      book.write("revoked", back, now, true);
      book.expireReturned(now);
    }
  }

  /**
   * Plays the periods in their order twice, without this rest and with it. The difference is what
   * may still roll over.
   */
  private void rollOver(Pot pot, List<PaidPeriod> stages, List<Long> caps) {
    boolean late = pot.left == 0;
    long rest = late ? pot.expired : pot.left;
    long before = 0;
    for (Pot other : book.pots) {
      boolean ofThem =
          stages.stream().anyMatch(stage -> other.id.equals("rollover/" + stage.grant()));
      before += other.source.equals("rollover") && !ofThem ? other.left + other.held : 0;
    }
    long rolled = played(before, rest, stages, caps) - played(before, 0, stages, caps);
    if (rolled > 0) {
      pot.left -= late ? 0 : rolled;
      pot.rolled += late ? 0 : rolled;
      book.add("rollover/" + pot.id, "rollover", rolled, now + 90 * Book.DAY);
      book.write("rolled_over", late ? rolled : 0, now, true);
    }
    if (!late && rest > rolled) {
      pot.left = 0;
      pot.discarded += rest - rolled;
      book.write("discarded", rolled - rest, now, true);
    }
  }

  private long played(long before, long rest, List<PaidPeriod> stages, List<Long> caps) {
    long sum = before;
    long moving = rest;
    for (int stage = 0; stage < stages.size(); stage++) {
      sum += Math.max(0, Math.min(moving, caps.get(stage) - sum));
      Pot next = book.pot(stages.get(stage).grant());
      moving = 0;
      if (next != null && stage + 1 < stages.size()) {
        boolean met = next.expires >= stages.get(stage + 1).start();
        Pot rolled = book.pot("rollover/" + next.id);
        long takenBack = rolled == null ? 0 : rolled.revoked;
        moving = Math.max(0, next.rolled + next.discarded + (met ? next.expired : 0) - takenBack);
      }
    }
    return sum;
  }

  private boolean isNews(PlanTerms plan, String status, long stamp) {
    if (stamp != book.stamp) {
      return stamp > book.stamp;
    }
    List<String> weights = List.of("", "trialing", "active", "canceled");
    int weight = Math.max(0, weights.indexOf(status)) - Math.max(0, weights.indexOf(book.status));
    if (weight != 0) {
      return weight > 0;
    }
    int word = status.compareTo(book.status);
    return word != 0 ? word > 0 : plan.key().compareTo(book.planKey) > 0;
  }

  private void plan(PlanTerms plan, String status, long stamp, long start, long end) {
    String before = subscription();
    if (isNews(plan, status, stamp)) {
      if (!plan.key().equals(book.planKey)) {
        terms(plan);
      }
      book.status = status;
    }
    book.stamp = Math.max(book.stamp, stamp);
    book.periodStart = Math.max(book.periodStart, start);
    book.periodEnd = Math.max(book.periodEnd, end);
    if (!before.equals(subscription())) {
      book.write("plan_changed", 0, now, true);
    }
  }

  private String subscription() {
    return book.planKey
        + book.dailyBonus
        + "/"
        + book.bonusCap
        + "/"
        + book.rolloverCap
        + book.status
        + book.periodStart
        + "/"
        + book.periodEnd
        + "/"
        + book.stamp;
  }
}
