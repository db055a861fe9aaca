package dev.weir.accounting.audit;

import dev.weir.accounting.Command;
import dev.weir.accounting.Opening;
import dev.weir.accounting.OpeningGrant;
import dev.weir.accounting.Policy;
import dev.weir.accounting.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Predicts what must come of each command of one account, from the contract's words. */
final class Auditor {

  /** What a command must come to: a word, and what must have been written. */
  record Verdict(String word, List<String> written, long required, long available) {}

  private record Seen(Verb verb, boolean accepted, long time) {}

  private final Map<String, Seen> seen = new HashMap<>();
  private Book book = new Book();

  Book book() {
    return book;
  }

  Verdict sweep(long now) {
    book.written = new ArrayList<>();
    book.pass(Math.max(now, book.time));
    return new Verdict("swept", book.written, 0, 0);
  }

  Verdict judge(Command command) {
    long now = Math.max(command.time(), book.time);
    Seen before = seen.get(command.id());
    if (before != null && now < before.time + 35 * Book.DAY) {
      boolean same = before.verb.equals(command.verb());
      return refused(same ? "duplicate" : "idempotency_key_reused");
    }
    Book kept = book;
    book = kept.copy();
    Verdict verdict = act(command, now);
    boolean accepted = verdict.word.equals("accepted");
    if (!accepted) {
      book = kept;
    }
    seen.put(command.id(), new Seen(command.verb(), accepted, now));
    return verdict;
  }

  private Verdict act(Command command, long now) {
    Verb verb = command.verb();
    if (verb instanceof Verb.Charge charge
        && charge.eventTime() > 0
        && charge.eventTime() <= now - 35 * Book.DAY) {
      return refused("event_too_old");
    }
    if (verb instanceof Verb.Grant grant && grant.expiresAt() != 0 && grant.expiresAt() <= now) {
      return refused("expiry_invalid");
    }
    Opening opening = verb instanceof Verb.Open open ? open.what() : command.opening();
    if (book.seq == 0 && opening == null && !(verb instanceof Verb.Track)) {
      return refused("account_not_found");
    }
    book.pass(now);
    boolean first = !book.touched.equals(Book.dayOf(now));
    if (book.seq == 0 && opening != null) {
      open(opening, now);
    }
    if (first) {
      bonus(now);
    }
    return switch (verb) {
      case Verb.Grant grant -> grant(command.id(), grant, now);
      case Verb.Charge charge -> charge(charge, now);
      case Verb.PlaceHold hold -> hold(command.id(), hold, now);
      case Verb.Capture capture -> capture(capture, now);
      case Verb.Release release -> release(release, now);
      case Verb.ReportProgress progress ->
          known(progress.holdId(), true) == null ? ended(progress.holdId()) : accepted();
      case Verb.Revoke revoke -> revoke(revoke, now);
      case Verb.Renew renew -> renew(command.id(), renew, now);
      case Verb.ChangePlan change -> {
        new Renewals(book, now).change(change);
        yield accepted();
      }
      case Verb.Track track -> track(track, now);
      case Verb.Open open -> accepted();
      case Verb.Touch touch -> accepted();
    };
  }

  private Verdict accepted() {
    return new Verdict("accepted", book.written, 0, 0);
  }

  private static Verdict refused(String code) {
    return new Verdict(code, List.of(), 0, 0);
  }

  private static Verdict insufficient(long required, long available) {
    return new Verdict("insufficient_balance", List.of(), required, available);
  }

  private void open(Opening opening, long now) {
    new Renewals(book, now).terms(opening.plan());
    Map<String, Integer> nth = new HashMap<>();
    for (OpeningGrant grant : opening.grants()) {
      String source = grant.source().text();
      int n = nth.merge(source, 1, Integer::sum);
      book.add(
          "opening/" + source + (n > 1 ? "/" + n : ""), source, grant.amount(), grant.expiresAt());
      book.write("granted", grant.amount(), now, true);
    }
    if (opening.grants().isEmpty()) {
      book.write("plan_changed", 0, now, true);
    }
    book.expireReturned(now);
  }

  private void bonus(long now) {
    long used = book.bonusUsed.getOrDefault(Book.monthOf(now), 0L);
    for (Pot pot : book.pots) {
      used += pot.source.equals("daily") ? pot.held : 0;
    }
    long amount = Math.min(book.dailyBonus, book.bonusCap - used);
    if (amount > 0) {
      book.add("daily/" + Book.dayOf(now), "daily", amount, Book.midnightAfter(now));
      book.write("granted", amount, now, true);
    }
  }

  private Verdict grant(String id, Verb.Grant grant, long now) {
    if (book.pot(id) != null) {
      return refused("idempotency_key_reused");
    }
    long expires =
        switch (grant.source()) {
          case PACKAGE -> now + 90 * Book.DAY;
          default -> Book.NEVER;
        };
    book.grant(
        id,
        grant.source().text(),
        grant.amount(),
        grant.expiresAt() == 0 ? expires : grant.expiresAt(),
        now);
    return accepted();
  }

  private boolean allows(long shortfall, Policy policy, long limit) {
    return shortfall <= 0
        || policy == Policy.CLAMP
        || (policy == Policy.OVERDRAFT && book.debt + shortfall <= limit);
  }

  private Verdict charge(Verb.Charge charge, long now) {
    long shortfall = charge.amount() - book.available();
    if (!allows(shortfall, charge.policy(), charge.overdraftLimit())) {
      return insufficient(charge.amount(), book.available());
    }
    Map<String, Long> taken = book.take(charge.amount());
    book.use(taken, now);
    owe(shortfall, charge.policy());
    book.write("charged", -sum(taken), now, true);
    return accepted();
  }

  private void owe(long shortfall, Policy policy) {
    book.debt += policy == Policy.OVERDRAFT && shortfall > 0 ? shortfall : 0;
  }

  private static long sum(Map<String, Long> parts) {
    return parts.values().stream().mapToLong(Long::longValue).sum();
  }

  private Verdict hold(String id, Verb.PlaceHold hold, long now) {
    if (!allows(hold.amount() - book.available(), hold.policy(), hold.overdraftLimit())) {
      return insufficient(hold.amount(), book.available());
    }
    Map<String, Long> parts = book.take(hold.amount());
    parts.forEach((pot, amount) -> book.pot(pot).held += amount);
    long timeout = hold.timeoutMs() == 0 ? 15 * 60_000L : hold.timeoutMs();
    book.holds.put(
        id,
        new Reservation(
            id, parts, hold.policy(), hold.overdraftLimit(), now + timeout, hold.build() != null));
    book.write("held", 0, now, true);
    return accepted();
  }

  private boolean wasPlaced(String id) {
    Seen before = seen.get(id);
    return before != null && before.accepted && before.verb instanceof Verb.PlaceHold;
  }

  private Verdict ended(String id) {
    boolean isOver = wasPlaced(id) && !book.holds.containsKey(id);
    return refused(isOver ? "hold_closed" : "hold_not_found");
  }

  /** A worker sees builds and nothing else. */
  private @Nullable Reservation known(String id, boolean worker) {
    Reservation hold = book.holds.get(id);
    return hold == null || (worker && !hold.build()) ? null : hold;
  }

  private Verdict capture(Verb.Capture capture, long now) {
    Reservation hold = known(capture.holdId(), capture.byWorker());
    if (hold == null) {
      return ended(capture.holdId());
    }
    boolean own = capture.policy() == null;
    Policy policy = own ? hold.policy() : capture.policy();
    long limit = own ? hold.limit() : capture.overdraftLimit();
    long more = capture.amount() - hold.amount();
    if (!allows(more - book.available(), policy, limit)) {
      return insufficient(capture.amount(), hold.amount() + book.available());
    }
    book.holds.remove(hold.id());
    long wanted = capture.amount();
    Map<String, Long> used = new LinkedHashMap<>();
    Map<String, Long> extra = more > 0 ? book.take(more) : Map.of();
    for (Map.Entry<String, Long> part : hold.parts().entrySet()) {
      Pot pot = book.pot(part.getKey());
      long taken = Math.min(wanted, part.getValue());
      wanted -= taken;
      pot.held -= part.getValue();
      pot.left += part.getValue() - taken;
      used.put(part.getKey(), taken);
    }
    extra.forEach((pot, amount) -> used.merge(pot, amount, Long::sum));
    book.use(used, now);
    owe(more - sum(extra), policy);
    book.write("captured", -sum(used), now, true);
    book.afterHold(hold, now);
    return accepted();
  }

  private Verdict release(Verb.Release release, long now) {
    Reservation hold = known(release.holdId(), release.byWorker());
    if (hold == null) {
      return ended(release.holdId());
    }
    book.holds.remove(hold.id());
    book.giveBack(hold.parts());
    book.write("released", 0, now, true);
    book.afterHold(hold, now);
    return accepted();
  }

  private Verdict revoke(Verb.Revoke revoke, long now) {
    String grant = revoke.grantId();
    Pot own = book.pot(grant);
    if (own == null) {
      return refused("grant_not_found");
    }
    long target = Math.min(revoke.target(), own.granted);
    if (book.revocations.hear(grant, revoke.cause(), target, revoke.restored())) {
      book.revocations.collect(book, grant, now, true);
      book.expireReturned(now);
    }
    return accepted();
  }

  private Verdict renew(String id, Verb.Renew renew, long now) {
    if (book.pot(id) != null) {
      return refused("idempotency_key_reused");
    }
    new Renewals(book, now).renew(id, renew);
    return accepted();
  }

  private Verdict track(Verb.Track track, long now) {
    long counted = book.counts.getOrDefault(Book.monthOf(now), 0L);
    if (counted + track.quantity() > track.limit()) {
      return new Verdict(
          "tier_limit_reached", List.of(), track.quantity(), Math.max(0, track.limit() - counted));
    }
    book.counts.put(Book.monthOf(now), counted + track.quantity());
    book.write("charged", 0, now, true);
    return accepted();
  }
}
