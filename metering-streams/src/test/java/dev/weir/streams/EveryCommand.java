package dev.weir.streams;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Build;
import dev.weir.accounting.Metered;
import dev.weir.accounting.Mode;
import dev.weir.accounting.Note;
import dev.weir.accounting.Opening;
import dev.weir.accounting.OpeningGrant;
import dev.weir.accounting.PlanTerms;
import dev.weir.accounting.Policy;
import dev.weir.accounting.Source;
import dev.weir.accounting.Verb;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every kind of command at least once, also refused, sent twice, and with an id used again. */
final class EveryCommand {
  private static final long UNIT = 1_000_000;
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final PlanTerms BUILDER = new PlanTerms("builder", 900 * UNIT, 0, 100 * UNIT);

  private final LiveStreams live;
  private final AccountKey account;
  private final long now = System.currentTimeMillis();

  EveryCommand(LiveStreams live, Mode mode, String user) {
    this.live = live;
    this.account = new AccountKey("sheen", mode, user);
  }

  void send() {
    ask("touched-too-early", new Verb.Touch());
    ask("open", open());
    moneyComes();
    moneyGoes();
    holds();
    subscription();
    ask("counted", new Verb.Track(3, 5, Note.NONE));
    ask("counted-too-much", new Verb.Track(3, 5, Note.NONE));
    ask("touched", new Verb.Touch());
  }

  private void ask(String id, Verb verb) {
    live.ask(account, id, verb);
  }

  private static Verb open() {
    PlanTerms free = new PlanTerms("free", 900 * UNIT, 18_000 * UNIT, 0);
    OpeningGrant welcome =
        new OpeningGrant(Source.WELCOME, 3_000 * UNIT, "welcome", Long.MAX_VALUE);
    return new Verb.Open(new Opening(free, List.of(welcome)), Note.NONE);
  }

  private void moneyComes() {
    ask("g1", new Verb.Grant(Source.PACKAGE, 60 * UNIT, 0, Note.because("näh \"so\"")));
    ask("g2", new Verb.Grant(Source.GIFT, 5 * UNIT, now + HOUR, Note.NONE));
    ask("g2", new Verb.Grant(Source.GIFT, 5 * UNIT, now + HOUR, Note.NONE));
    ask("g2", new Verb.Grant(Source.GIFT, 6 * UNIT, now + HOUR, Note.NONE));
  }

  private void moneyGoes() {
    Note note = new Note("chat", null, "{\"a\":1.50}");
    ask("c1", Verb.Charge.strict(UNIT / 3, note));
    ask("c2", new Verb.Charge(2 * UNIT, Policy.CLAMP, 0, metered(), now, Note.NONE));
    ask("c3", Verb.Charge.strict(1_000_000 * UNIT, Note.NONE));
    ask("c4", new Verb.Charge(9_000 * UNIT, Policy.OVERDRAFT, 9_000 * UNIT, null, 0, Note.NONE));
    ask("g3", new Verb.Grant(Source.PACKAGE, 8_000 * UNIT, 0, Note.NONE));
    ask("r1", new Verb.Revoke("g3", "refund", 500 * UNIT, false, Note.NONE));
    ask("r2", new Verb.Revoke("g3", "dispute", 100 * UNIT, false, Note.NONE));
    ask("r3", new Verb.Revoke("g3", "dispute", 0, true, Note.NONE));
  }

  private static Metered metered() {
    return new Metered("ai_seconds", "2", "2025-09-01");
  }

  private void holds() {
    Build build = new Build("update", "p1", "small", true, "{\"prompt\":\"a page\"}");
    ask("h1", hold(60, 0, build));
    ask("h1-started", new Verb.ReportProgress("h1", "started", Note.NONE));
    ask("h1-end", new Verb.Capture("h1", 70 * UNIT, Policy.CLAMP, 0, Note.NONE));
    ask("h2", hold(30, 0, null));
    ask("h2-end", new Verb.Release("h2", Note.NONE));
    ask("h2-again", new Verb.Release("h2", Note.NONE));
    ask("h3", hold(10, 1_000, null));
  }

  private static Verb hold(long units, long timeoutMs, @Nullable Build of) {
    return new Verb.PlaceHold(units * UNIT, timeoutMs, Policy.STRICT, 0, of, null, Note.NONE);
  }

  /**
   * The second renewal rolls over and discards, all in one command. Who does not cancel is told in
   * time of what the next one would discard.
   */
  private void subscription() {
    ask("s1", renew(0, 30));
    ask("s2", renew(30, 60));
    if (account.mode() == Mode.LIVE) {
      ask("s3", new Verb.ChangePlan(PlanTerms.NONE, "canceled", now + 1, 0, Note.NONE));
    }
  }

  private Verb renew(int from, int to) {
    return new Verb.Renew(
        BUILDER, "active", 240 * UNIT, now + from * DAY, now + to * DAY, now, List.of(), Note.NONE);
  }
}
