package dev.weir.accounting.audit;

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
    boolean newPeriod = renew.periodStart() > book.periodStart;
    boolean oldPeriod = renew.periodStart() < book.periodStart;
    boolean hasItAlready = renew.plan().key().equals(book.planKey);
    long cap = hasItAlready ? book.rolloverCap : renew.plan().rolloverCap();
    if (newPeriod) {
      rollOver(unusedSubscriptions(renew.periodStart()), cap);
    }
    long knownStart = book.periodStart;
    plan(renew.plan(), renew.status(), renew.stamp(), renew.periodStart(), renew.periodEnd());
    book.grant(id, "subscription", renew.amount(), renew.periodEnd(), now);
    boolean touchesKnown = renew.periodEnd() >= knownStart || renew.periodEnd() > now;
    if (oldPeriod && touchesKnown && book.pot(id).left > 0) {
      rollOver(new ArrayList<>(List.of(book.pot(id))), cap);
    }
    book.expireReturned(now);
  }

  private List<Pot> unusedSubscriptions(long start) {
    List<Pot> pots = new ArrayList<>();
    for (Pot pot : book.pots) {
      boolean rolled = book.pot("rollover/" + pot.id) != null;
      boolean justGone = pot.expired > 0 && pot.expires >= start;
      boolean ofPeriod = pot.source.equals("subscription") && pot.expires < Book.NEVER;
      if (ofPeriod && !rolled && (pot.left > 0 || justGone)) {
        pots.add(pot);
      }
    }
    pots.sort(
        (a, b) -> a.expires < b.expires || (a.expires == b.expires && a.seq < b.seq) ? -1 : 1);
    return pots;
  }

  private void rollOver(List<Pot> pots, long cap) {
    long room = cap;
    for (Pot pot : book.pots) {
      room -= pot.source.equals("rollover") ? pot.left + pot.held : 0;
    }
    for (Pot pot : pots) {
      boolean late = pot.left == 0;
      long rest = late ? pot.expired : pot.left;
      long rolled = Math.max(0, Math.min(rest, room));
      room -= rolled;
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
    for (Pot pot : pots) {
      book.revocations.settle(book, pot.id, now);
    }
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
