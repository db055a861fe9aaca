package dev.weir.accounting.audit;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Build;
import dev.weir.accounting.Command;
import dev.weir.accounting.Note;
import dev.weir.accounting.Opening;
import dev.weir.accounting.OpeningGrant;
import dev.weir.accounting.PaidPeriod;
import dev.weir.accounting.PlanTerms;
import dev.weir.accounting.Policy;
import dev.weir.accounting.Source;
import dev.weir.accounting.Verb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes up one account's commands, with a liking for the moments at which rules change. */
final class Dice {

  private static final long MINUTE = 60_000;
  private static final List<String> STARTS =
      List.of(
          "2026-11-29T22:00:00Z",
          "2027-12-30T23:00:00Z",
          "2028-02-27T20:00:00Z",
          "2027-01-31T12:00:00Z");

  private final Random random;
  private final AccountKey key;
  private final List<Command> sent = new ArrayList<>();
  private final List<String> holds = new ArrayList<>(List.of("unknown"));
  private final List<String> grants = new ArrayList<>(List.of("unknown"));
  private final List<PaidPeriod> periods = new ArrayList<>();
  private final @Nullable Opening opening;
  private long now;
  private long period;
  private int ids;

  Dice(Random random, AccountKey key) {
    this.random = random;
    this.key = key;
    this.now = Instant.parse(STARTS.get(random.nextInt(STARTS.size()))).toEpochMilli();
    this.period = now - Book.DAY;
    this.opening = oneIn(4) ? null : opening();
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  Command command() {
    passTime();
    Command command;
    if (!sent.isEmpty() && oneIn(10)) {
      Command old = sent.get(random.nextInt(sent.size()));
      Verb verb = oneIn(4) ? verb("again" + sent.size()) : old.verb();
      command = new Command(key, old.id(), time(), opening, verb);
    } else {
      String id = "c" + ++ids;
      command = new Command(key, id, time(), opening, verb(id));
    }
    sent.add(command);
    return command;
  }

  private long time() {
    return oneIn(8) ? now - random.nextLong(3 * Book.DAY) : now;
  }

  private void passTime() {
    switch (random.nextInt(12)) {
      case 0 -> now = Book.midnightAfter(now);
      case 1 -> now = Book.midnightAfter(now) - 1;
      case 2 -> now += oneIn(2) ? random.nextLong(3 * Book.DAY) : 0;
      case 3 -> now += 15 * MINUTE;
      case 4 -> now += oneIn(6) ? 30 * Book.DAY + random.nextLong(20 * Book.DAY) : 0;
      case 5, 6, 7 -> now += random.nextLong(2 * 60 * MINUTE);
      default -> now += random.nextLong(2_000);
    }
  }

  private long amount() {
    long units = 1L + random.nextInt(oneIn(3) ? 5_000 : 500);
    return units * 1_000_000 + (oneIn(5) ? random.nextInt(1_000_000) : 0);
  }

  private Policy policy() {
    return Policy.values()[random.nextInt(3)];
  }

  private long limit() {
    return oneIn(2) ? 0 : amount() * 2;
  }

  private String one(List<String> ids) {
    return ids.get(oneIn(3) ? random.nextInt(ids.size()) : ids.size() - 1);
  }

  private Note note() {
    return oneIn(2) ? Note.NONE : Note.of("op" + random.nextInt(3));
  }

  private Verb verb(String id) {
    return switch (random.nextInt(24)) {
      case 0, 1 -> grant(id);
      case 2, 3, 4, 5, 6, 7 -> charge();
      case 8, 9, 10 -> hold(id);
      case 11, 12 -> capture();
      case 13, 21 -> new Verb.Release(one(holds), oneIn(4), note());
      case 14 -> new Verb.ReportProgress(one(holds), "progress", note());
      case 15, 16, 17 -> revoke();
      case 18 -> renew(id);
      case 19 -> changePlan();
      case 20 -> new Verb.Track(1 + random.nextInt(3), 6, note());
      case 22 -> oneIn(3) ? new Verb.Open(opening(), note()) : new Verb.Touch();
      default -> oneIn(2) ? new Verb.Touch() : charge();
    };
  }

  private Verb grant(String id) {
    grants.add(id);
    Source[] sources = {
      Source.PACKAGE, Source.PACKAGE, Source.GIFT, Source.WELCOME, Source.SUBSCRIPTION
    };
    Source source = sources[random.nextInt(sources.length)];
    boolean says = source == Source.SUBSCRIPTION || oneIn(2);
    long expires = now + 1 + random.nextLong(oneIn(2) ? Book.DAY : 40 * Book.DAY);
    if (oneIn(3)) {
      expires = Book.midnightAfter(expires);
    }
    return new Verb.Grant(source, amount(), says ? expires : 0, note());
  }

  private Verb charge() {
    long eventTime = oneIn(6) ? now - random.nextLong(40 * Book.DAY) : 0;
    Policy policy = policy();
    long limit = policy == Policy.OVERDRAFT ? limit() : 0;
    return new Verb.Charge(amount(), policy, limit, null, eventTime, note());
  }

  private Verb hold(String id) {
    holds.add(id);
    long timeout = oneIn(4) ? 0 : 1 + random.nextLong(Book.DAY);
    Build build = oneIn(3) ? new Build("build", "p", "small", false, "{}") : null;
    return new Verb.PlaceHold(amount(), timeout, policy(), limit(), build, null, note());
  }

  private Verb capture() {
    Policy policy = oneIn(2) ? null : policy();
    return new Verb.Capture(one(holds), oneIn(8) ? 0 : amount(), policy, limit(), oneIn(4), note());
  }

  private Verb revoke() {
    String cause = List.of("api", "refund", "dispute:1").get(random.nextInt(3));
    boolean restored = cause.startsWith("dispute") && oneIn(2);
    long target = oneIn(3) ? Long.MAX_VALUE : amount();
    return new Verb.Revoke(one(grants), cause, restored ? 0 : target, restored, note());
  }

  private PlanTerms plan() {
    return switch (random.nextInt(4)) {
      case 0 -> new PlanTerms("free", 900_000_000L, 2_000_000_000L, 0);
      case 1 -> new PlanTerms("pro", 900_000_000L, Long.MAX_VALUE, 700_000_000L);
      case 2 -> new PlanTerms("pro", 300_000_000L, Long.MAX_VALUE, 0);
      default -> new PlanTerms("ultra", 0, 0, 3_000_000_000L);
    };
  }

  private Verb renew(String id) {
    grants.add(id);
    if (oneIn(2)) {
      period = Math.max(period + 5 * Book.DAY, now - random.nextLong(2 * Book.DAY));
    }
    long start = oneIn(3) ? period - random.nextInt(1, 4) * 5 * Book.DAY : period;
    long end = start + (oneIn(3) ? 2 : 5) * Book.DAY;
    PlanTerms plan = plan();
    List<PaidPeriod> others =
        oneIn(3) ? List.of() : periods.stream().filter(other -> other.start() >= start).toList();
    periods.add(new PaidPeriod(id, start, plan));
    return new Verb.Renew(plan, "active", amount(), start, end, start / 1_000, others, note());
  }

  private Verb changePlan() {
    List<String> words = List.of("active", "past_due", "canceled", "trialing");
    String status = words.get(random.nextInt(words.size()));
    long stamp = (period + random.nextInt(3) * MINUTE) / 1_000;
    return new Verb.ChangePlan(plan(), status, stamp, oneIn(2) ? 0 : now + 4 * Book.DAY, note());
  }

  private Opening opening() {
    List<OpeningGrant> grants = new ArrayList<>();
    if (!oneIn(3)) {
      grants.add(new OpeningGrant(Source.WELCOME, amount(), "welcome", Book.NEVER));
    }
    if (oneIn(5)) {
      grants.add(new OpeningGrant(Source.WELCOME, amount(), "more", now + 9 * Book.DAY));
    }
    if (oneIn(4)) {
      grants.add(new OpeningGrant(Source.SUBSCRIPTION, amount(), "imported", Book.NEVER));
    }
    return new Opening(plan(), grants);
  }
}
