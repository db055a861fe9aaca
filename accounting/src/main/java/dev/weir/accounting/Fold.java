package dev.weir.accounting;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One entry being folded into an account: the changing copy between before and after. */
final class Fold {

  private final LedgerEntry entry;
  private final Account before;
  private PlanTerms plan;
  private Subscription subscription;
  private Bonus bonus;
  private long debt;
  private Buckets buckets;
  private Holds holds;
  private Map<String, Revocation> revocations;
  private Usage usage;
  private Counter counter;
  private Totals totals;

  private Fold(Account before, LedgerEntry entry) {
    this.entry = entry;
    this.before = before;
    this.plan = before.plan();
    this.subscription = before.subscription();
    this.bonus = before.bonus();
    this.debt = before.debt();
    this.buckets = before.buckets();
    this.holds = before.holds();
    this.revocations = before.revocations();
    this.usage = before.usage();
    this.counter = before.counter();
    this.totals = before.totals();
  }

  static Account of(Account before, LedgerEntry entry) {
    if (entry.seq() != before.seq() + 1) {
      throw new BrokenInvariant("the next entry of " + before.key(), before.seq() + 1, entry.seq());
    }
    if (!entry.prevHash().equals(before.hash())) {
      throw new IllegalStateException(
          "entry "
              + entry.seq()
              + " of "
              + before.key()
              + " follows "
              + entry.prevHash()
              + ", not "
              + before.hash());
    }
    Fold fold = new Fold(before, entry);
    fold.apply(entry.fact());
    Account after = fold.after();
    if (after.total() != entry.balanceAfter()) {
      throw new BrokenInvariant(
          "balance after entry " + entry.seq() + " of " + before.key(),
          entry.balanceAfter(),
          after.total());
    }
    return after;
  }

  private void apply(Fact fact) {
    switch (fact) {
      case Fact.Granted granted -> apply(granted);
      case Fact.Charged charged -> {
        consume(entry.draws());
        use();
        debt += charged.debt();
      }
      case Fact.Tracked tracked -> {
        long counted = counter.month() == tracked.month() ? counter.count() : 0;
        counter = new Counter(tracked.month(), counted + tracked.quantity());
      }
      case Fact.Held held -> apply(held);
      case Fact.Captured captured -> apply(captured);
      case Fact.Released released -> end(released.hold());
      case Fact.HoldExpired expired -> end(expired.hold());
      case Fact.Expired expired -> {
        buckets = buckets.change(entry.draws(), Bucket::expire);
        lose(drawn(), 0, 0, 0);
      }
      case Fact.Revoked revoked -> apply(revoked);
      case Fact.Settled settled -> apply(settled);
      case Fact.RolledOver rolled -> apply(rolled);
      case Fact.Discarded discarded -> {
        buckets = buckets.change(entry.draws(), Bucket::discard);
        lose(0, 0, 0, drawn());
      }
      case Fact.DiscardPending pending -> {}
      case Fact.DebtRepaid repaid -> {
        consume(entry.draws());
        debt -= drawn();
      }
      case Fact.PlanChanged changed -> {
        plan = changed.plan();
        subscription = changed.subscription();
      }
    }
    touch(fact);
  }

  private void apply(Fact.Granted granted) {
    if (granted.opening() != null) {
      plan = granted.opening();
    }
    add(granted.bucket(), granted.source(), entry.amount(), granted.expiresAt());
  }

  private void apply(Fact.Held held) {
    buckets = buckets.change(entry.draws(), Bucket::hold);
    holds =
        holds.add(
            new Hold(
                held.hold(),
                entry.draws(),
                held.policy(),
                held.overdraftLimit(),
                entry.at(),
                held.expiresAt(),
                held.build(),
                entry.note()));
  }

  private void apply(Fact.Captured captured) {
    holds = holds.remove(captured.hold());
    buckets = buckets.change(captured.fromHold(), Bucket::consumeHeld);
    buckets = buckets.change(captured.back(), Bucket::release);
    consumed(Draws.sum(captured.fromHold()));
    consume(Draws.minus(entry.draws(), captured.fromHold()));
    use();
    debt += captured.debt();
  }

  private void end(String hold) {
    Hold ended = holds.find(hold);
    if (ended == null) {
      throw new IllegalStateException("no hold " + hold + " of " + before.key());
    }
    holds = holds.remove(hold);
    buckets = buckets.change(ended.parts(), Bucket::release);
  }

  private void apply(Fact.Revoked revoked) {
    if (revoked.back().isEmpty()) {
      buckets = buckets.change(entry.draws(), Bucket::revoke);
      lose(0, drawn(), 0, 0);
    } else {
      buckets = buckets.change(revoked.back(), (bucket, amount) -> bucket.revoke(-amount));
      lose(0, -Draws.sum(revoked.back()), 0, 0);
    }
    debt += revoked.debt().account();
    Revocation known = revocations.getOrDefault(revoked.grant(), Revocation.NONE);
    remember(
        revoked.grant(),
        known
            .heard(revoked.cause(), revoked.target(), revoked.restored())
            .withDebt(known.debt() + revoked.debt().grant()));
  }

  private void apply(Fact.Settled settled) {
    buckets = buckets.change(entry.draws(), Bucket::revoke);
    lose(0, drawn(), 0, 0);
    debt += settled.debt().account();
    Revocation known = revocations.getOrDefault(settled.grant(), Revocation.NONE);
    remember(settled.grant(), known.withDebt(known.debt() + settled.debt().grant()));
  }

  /** A revocation is forgotten together with the last bucket of its grant. */
  private void remember(String grant, Revocation revocation) {
    Map<String, Revocation> all = new HashMap<>(revocations);
    all.put(grant, revocation);
    all.keySet().retainAll(Family.grantsOf(buckets));
    revocations = Sorted.copy(all);
  }

  private void apply(Fact.RolledOver rolled) {
    if (!rolled.late()) {
      buckets = buckets.change(entry.draws(), Bucket::rollOver);
      lose(0, 0, drawn(), 0);
    }
    add(rolled.into(), Source.ROLLOVER, rolled.rolled(), rolled.expiresAt());
  }

  private void add(String id, Source source, long amount, long expiresAt) {
    buckets =
        buckets.add(Bucket.of(new Lot(id, source, amount, entry.at(), expiresAt, entry.seq())));
    totals =
        new Totals(
            totals.granted() + amount,
            totals.consumed(),
            totals.expired(),
            totals.revoked(),
            totals.rolledOver(),
            totals.discarded());
  }

  private void consume(List<Draw> draws) {
    buckets = buckets.change(draws, Bucket::consume);
    consumed(Draws.sum(draws));
  }

  private void consumed(long amount) {
    totals =
        new Totals(
            totals.granted(),
            totals.consumed() + amount,
            totals.expired(),
            totals.revoked(),
            totals.rolledOver(),
            totals.discarded());
  }

  private void lose(long expired, long revoked, long rolledOver, long discarded) {
    totals =
        new Totals(
            totals.granted(),
            totals.consumed(),
            totals.expired() + expired,
            totals.revoked() + revoked,
            totals.rolledOver() + rolledOver,
            totals.discarded() + discarded);
  }

  /** What a charge or capture drew counts as used, and its daily part against the month's cap. */
  private void use() {
    long drawn = drawn();
    long at = entry.at();
    usage = new Usage(Calendar.day(at), usage.onDayOf(at) + drawn, usage.lifetime() + drawn);
    long daily = 0;
    for (Draw draw : entry.draws()) {
      daily += draw.source() == Source.DAILY ? draw.amount() : 0;
    }
    if (daily > 0) {
      long month = Calendar.month(at);
      bonus = new Bonus(bonus.touchedDay(), month, bonus.consumedInMonthOf(at) + daily);
    }
  }

  private long drawn() {
    return Draws.sum(entry.draws());
  }

  /** What falls due by itself is not a touch of the day (R3). */
  private void touch(Fact fact) {
    boolean byItself =
        fact instanceof Fact.Expired
            || fact instanceof Fact.HoldExpired
            || fact instanceof Fact.DiscardPending
            || fact instanceof Fact.Settled
            || (fact instanceof Fact.Granted granted && Revoking.isReturned(granted.bucket()));
    long day = Calendar.day(entry.at());
    if (!byItself && day != bonus.touchedDay()) {
      bonus = new Bonus(day, bonus.month(), bonus.consumed());
    }
  }

  private Account after() {
    return new Account(
        before.key(),
        entry.seq(),
        entry.hash(),
        entry.at(),
        plan,
        subscription,
        bonus,
        debt,
        buckets,
        holds,
        revocations,
        usage,
        counter,
        totals);
  }
}
