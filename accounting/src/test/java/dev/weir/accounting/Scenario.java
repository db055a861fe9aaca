package dev.weir.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One account's story: given some history, when a command comes, then this happens. Whatever it is
 * about, every step is also checked for what must always hold: the fold of the entries is the
 * state, the books balance at every prefix, the hash chain is intact, and the command sent again
 * changes nothing.
 */
final class Scenario {

  static final PlanTerms FREE = new PlanTerms("free", s(900), s(18_000), 0);
  static final PlanTerms NO_BONUS = new PlanTerms("free", 0, 0, 0);
  static final Opening SHEEN =
      new Opening(
          FREE, List.of(new OpeningGrant(Source.WELCOME, s(3000), "welcome", Bucket.NEVER)));

  private final List<WireCheck> wireChecks =
      ServiceLoader.load(WireCheck.class).stream().map(ServiceLoader.Provider::get).toList();
  private final Memory memory = new Memory();
  private final List<LedgerEntry> ledger = new ArrayList<>();
  private Account account;
  private long now = at("2026-11-21T10:00:00Z");
  private @Nullable Opening opening;
  private int ids;
  private Decision last;

  private Scenario(AccountKey key) {
    account = Account.unseen(key);
    last = new Decision.Accepted(List.of(), account, Outcome.NONE);
  }

  static Scenario unseen() {
    return new Scenario(new AccountKey("sheen", Mode.LIVE, "u1"));
  }

  /** An account that was opened with nothing and gets nothing by itself. */
  static Scenario empty() {
    return unseen().when(new Verb.Open(new Opening(NO_BONUS, List.of()), Note.NONE));
  }

  /** One whose first command brings 3000 seconds of welcome and 900 of daily bonus. */
  static Scenario opensOnFirstTouch() {
    return unseen().openingWith(SHEEN);
  }

  static long s(long seconds) {
    return seconds * Amounts.UNIT;
  }

  static long at(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  Scenario openingWith(Opening with) {
    opening = with;
    return this;
  }

  Scenario on(String instant) {
    now = at(instant);
    return this;
  }

  Scenario after(Duration duration) {
    now += duration.toMillis();
    return this;
  }

  Scenario gift(long seconds) {
    return when(new Verb.Grant(Source.GIFT, s(seconds), 0, Note.NONE));
  }

  Scenario paid(long seconds) {
    return when(new Verb.Grant(Source.PACKAGE, s(seconds), 0, Note.NONE));
  }

  /** A package that expires after so many days. */
  Scenario paid(String id, long seconds, int days) {
    long expiresAt = now + days * Calendar.DAY_MS;
    return when(id, new Verb.Grant(Source.PACKAGE, s(seconds), expiresAt, Note.NONE));
  }

  Scenario charge(long seconds) {
    return when(Verb.Charge.strict(s(seconds), Note.NONE));
  }

  Scenario clamp(long seconds) {
    return when(new Verb.Charge(s(seconds), Policy.CLAMP, 0, null, 0, Note.NONE));
  }

  Scenario overdraft(long seconds, long limit) {
    return when(new Verb.Charge(s(seconds), Policy.OVERDRAFT, s(limit), null, 0, Note.NONE));
  }

  Scenario hold(String id, long seconds) {
    return hold(id, seconds, Policy.STRICT);
  }

  Scenario hold(String id, long seconds, Policy policy) {
    return when(id, new Verb.PlaceHold(s(seconds), 0, policy, 0, null, null, Note.NONE));
  }

  Scenario capture(String hold, long seconds) {
    return when(new Verb.Capture(hold, s(seconds), null, 0, Note.NONE));
  }

  Scenario release(String hold) {
    return when(new Verb.Release(hold, Note.NONE));
  }

  Scenario revoke(String grant, String cause, long seconds) {
    return when(new Verb.Revoke(grant, cause, s(seconds), false, Note.NONE));
  }

  Scenario revokeAll(String grant, String cause) {
    return when(new Verb.Revoke(grant, cause, Long.MAX_VALUE, false, Note.NONE));
  }

  Scenario restore(String grant, String cause) {
    return when(new Verb.Revoke(grant, cause, 0, true, Note.NONE));
  }

  Scenario touch() {
    return when(new Verb.Touch());
  }

  Scenario when(Verb verb) {
    return when("c" + ++ids, verb);
  }

  Scenario when(String id, Verb verb) {
    Command command = new Command(account.key(), id, now, opening, verb);
    Account before = account;
    last = Rules.decide(before, command, memory.priors(command));
    if (last instanceof Decision.Accepted accepted) {
      take(accepted.entries(), accepted.after());
    }
    if (!(last instanceof Decision.Duplicate)) {
      memory.remember(command, last, before);
      assertSentAgainChangesNothing(command);
    }
    return this;
  }

  /** The same id again, with whatever content. */
  Scenario again(String id, Verb verb) {
    Command command = new Command(account.key(), id, now, opening, verb);
    last = Rules.decide(account, command, memory.priors(id));
    return this;
  }

  Scenario sweep() {
    Swept swept = Rules.sweep(account, now, "tick");
    take(swept.entries(), swept.after());
    return this;
  }

  private void assertSentAgainChangesNothing(Command command) {
    Decision again = Rules.decide(account, command, memory.priors(command));
    assertThat(again).isInstanceOf(Decision.Duplicate.class);
  }

  private void take(List<LedgerEntry> entries, Account after) {
    Account folded = account;
    for (LedgerEntry entry : entries) {
      assertThat(entry.hash()).isEqualTo(entry.computeHash());
      assertThat(entry.prevHash()).isEqualTo(folded.hash());
      assertThat(entry.at()).isGreaterThanOrEqualTo(folded.time());
      folded = Rules.evolve(folded, entry);
      ledger.add(entry);
      Conservation.check(folded, ledger);
      wireChecks.forEach(check -> check.survives(entry));
    }
    assertThat(folded).isEqualTo(after);
    for (WireCheck check : wireChecks) {
      check.survives(after);
    }
    account = after;
  }

  Scenario then(Consumer<Account> expectation) {
    expectation.accept(account);
    return this;
  }

  Scenario thenAvailable(long seconds) {
    assertThat(Amounts.format(account.asOf(now).available())).isEqualTo(Long.toString(seconds));
    return this;
  }

  Scenario thenHeld(long seconds) {
    assertThat(Amounts.format(account.asOf(now).held())).isEqualTo(Long.toString(seconds));
    return this;
  }

  Scenario thenDebt(long seconds) {
    assertThat(Amounts.format(account.debt())).isEqualTo(Long.toString(seconds));
    return this;
  }

  /** The draws of the last accepted command, as "bucket amount". */
  Scenario thenDraws(String... draws) {
    assertThat(outcome().draws())
        .extracting(draw -> draw.bucket() + " " + Amounts.format(draw.amount()))
        .containsExactly(draws);
    return this;
  }

  Scenario thenOutcome(Consumer<Outcome> expectation) {
    expectation.accept(outcome());
    return this;
  }

  /** The kinds and amounts of the last command's entries, as "kind amount". */
  Scenario thenEntries(String... entries) {
    assertThat(accepted().entries()).extracting(Scenario::brief).containsExactly(entries);
    return this;
  }

  /** The kinds and amounts of the newest entries. */
  Scenario thenLedgerEndsWith(String... entries) {
    assertThat(ledger).extracting(Scenario::brief).endsWith(entries);
    return this;
  }

  Scenario thenRejected(Rejection code) {
    assertThat(last).isInstanceOf(Decision.Rejected.class);
    assertThat(((Decision.Rejected) last).code()).isEqualTo(code);
    return this;
  }

  Scenario thenInsufficient(long required, long available) {
    thenRejected(Rejection.INSUFFICIENT_BALANCE);
    Decision.Rejected rejected = (Decision.Rejected) last;
    assertThat(rejected.required()).isEqualTo(s(required));
    assertThat(rejected.available()).isEqualTo(s(available));
    return this;
  }

  Scenario thenAccepted() {
    accepted();
    return this;
  }

  Scenario thenDuplicate() {
    assertThat(last).isInstanceOf(Decision.Duplicate.class);
    return this;
  }

  Account account() {
    return account;
  }

  List<LedgerEntry> ledger() {
    return ledger;
  }

  long now() {
    return now;
  }

  private Outcome outcome() {
    return accepted().outcome();
  }

  private Decision.Accepted accepted() {
    assertThat(last).isInstanceOf(Decision.Accepted.class);
    return (Decision.Accepted) last;
  }

  private static String brief(LedgerEntry entry) {
    return entry.kind().text() + " " + Amounts.format(entry.amount());
  }
}
