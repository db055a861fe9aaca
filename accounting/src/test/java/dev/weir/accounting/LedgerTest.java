package dev.weir.accounting;

import static dev.weir.accounting.Scenario.at;
import static dev.weir.accounting.Scenario.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {

  @Test
  void R8_packagesLastNinetyDaysAndWelcomeAndGiftNeverExpire() {
    long now = at("2026-11-21T10:00:00Z");
    assertThat(expiryOf(Source.PACKAGE, 0)).isEqualTo(now + Duration.ofDays(90).toMillis());
    assertThat(expiryOf(Source.GIFT, 0)).isEqualTo(Bucket.NEVER);
    assertThat(expiryOf(Source.WELCOME, 0)).isEqualTo(Bucket.NEVER);
    assertThat(expiryOf(Source.PACKAGE, now + 5)).isEqualTo(now + 5);
    assertThat(expiryOf(Source.GIFT, now + 5)).isEqualTo(now + 5);
  }

  @Test
  void R8_aSubscriptionGrantMustSayItsExpiryAndDailyAndRolloverComeByThemselves() {
    Scenario.empty()
        .when(new Verb.Grant(Source.SUBSCRIPTION, s(1), 0, Note.NONE))
        .thenRejected(Rejection.EXPIRY_REQUIRED)
        .when(new Verb.Grant(Source.DAILY, s(1), 0, Note.NONE))
        .thenRejected(Rejection.SOURCE_NOT_GRANTABLE)
        .when(new Verb.Grant(Source.ROLLOVER, s(1), 0, Note.NONE))
        .thenRejected(Rejection.SOURCE_NOT_GRANTABLE)
        .when(new Verb.Grant(Source.GIFT, s(1), at("2026-11-21T10:00:00Z"), Note.NONE))
        .thenRejected(Rejection.EXPIRY_INVALID);
  }

  @Test
  void R10_theSameIdAndContentIsADuplicateAndOtherContentAReusedId() {
    Verb ten = Verb.Charge.strict(s(10), Note.of("chat"));
    Scenario scenario = Scenario.empty().gift(100).when("x", ten);
    scenario.again("x", ten).thenDuplicate();
    scenario.again("x", Verb.Charge.strict(s(11), Note.of("chat")));
    scenario.thenRejected(Rejection.IDEMPOTENCY_KEY_REUSED);
    scenario.again("x", Verb.Charge.strict(s(10), Note.of("plan")));
    scenario.thenRejected(Rejection.IDEMPOTENCY_KEY_REUSED).thenAvailable(90);
  }

  @Test
  void R10_aRejectionIsTheAnswerToItsIdEvenAfterAGrant() {
    Verb ten = Verb.Charge.strict(s(10), Note.NONE);
    Scenario scenario = Scenario.empty().when("x", ten).thenInsufficient(10, 0).gift(100);
    scenario.again("x", ten).thenDuplicate();
    scenario.when("y", ten).thenAccepted();
  }

  @Test
  void R10_anIdIsRememberedForThirtyFiveDays() {
    Verb one = Verb.Charge.strict(s(1), Note.NONE);
    Scenario scenario = Scenario.empty().gift(100).when("x", one);
    scenario.after(Duration.ofDays(35).minusMillis(1)).again("x", one).thenDuplicate();
    scenario.after(Duration.ofMillis(1)).again("x", one).thenAccepted();
  }

  @Test
  void R10_anEventFromBeforeThatWindowIsTooOld() {
    Scenario scenario = Scenario.empty().gift(100);
    long edge = scenario.now() - Duration.ofDays(35).toMillis();
    scenario.when(event(edge + 1)).thenAccepted();
    scenario.when(event(edge)).thenRejected(Rejection.EVENT_TOO_OLD);
  }

  @Test
  void R10_aGrantsIdStaysItsOwnAsLongAsItsBucketIsKnown() {
    Verb gift = new Verb.Grant(Source.GIFT, s(5), 0, Note.NONE);
    Scenario scenario = Scenario.empty().when("g", gift).after(Duration.ofDays(36));
    scenario.again("g", gift).thenRejected(Rejection.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void R12_entriesAreNumberedWithoutAGapAndNameTheirCommand() {
    Scenario scenario = Scenario.opensOnFirstTouch().charge(10).hold("h", 20).capture("h", 5);
    assertThat(scenario.ledger()).extracting(LedgerEntry::seq).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(scenario.ledger())
        .extracting(LedgerEntry::commandId)
        .containsExactly("c1", "c1", "c1", "h", "c2");
    assertThat(scenario.ledger().getFirst().prevHash()).isEqualTo(Account.GENESIS);
  }

  @Test
  void R12_aChangedEntryHasAnotherHash() {
    LedgerEntry entry = Scenario.empty().gift(10).ledger().getLast();
    LedgerEntry changed =
        new LedgerEntry(
            entry.account(),
            entry.seq(),
            entry.amount() + 1,
            entry.balanceAfter() + 1,
            entry.draws(),
            entry.commandId(),
            entry.at(),
            entry.note(),
            entry.prevHash(),
            entry.hash(),
            entry.fact());
    assertThat(changed.computeHash()).isNotEqualTo(changed.hash());
  }

  @Test
  void R13_anExpiryIsAnEntryOfItsOwnAtItsInstantBySweepOrByTheNextCommand() {
    Scenario swept = Scenario.empty().paid("p", 10, 1);
    long due = swept.now() + Calendar.DAY_MS;
    assertThat(swept.account().nextDue()).isEqualTo(due);
    swept.after(Duration.ofDays(1).plusSeconds(40)).sweep().thenLedgerEndsWith("expired -10");
    assertThat(swept.ledger().getLast().at()).isEqualTo(due);
    assertThat(swept.ledger().getLast().commandId()).isEqualTo("tick");
    assertThat(swept.account().nextDue()).isEqualTo(Bucket.NEVER);

    Scenario touched = Scenario.empty().paid("p", 10, 1).after(Duration.ofDays(3)).gift(1);
    touched.thenEntries("expired -10", "granted 1");
    assertThat(touched.ledger().getLast().at()).isEqualTo(touched.now());
  }

  @Test
  void R13_whatFallsDueIsWrittenInTheOrderOfItsInstants() {
    Scenario.empty()
        .gift(50)
        .paid("p", 10, 1)
        .paid("q", 20, 2)
        .after(Duration.ofDays(2).minusMinutes(10))
        .hold("h", 5)
        .after(Duration.ofHours(1))
        .sweep()
        .thenLedgerEndsWith("expired -10", "held 0", "expired -15", "hold_expired 0", "expired -5");
  }

  @Test
  void R13_aSweepIsNoTouchOfTheDay() {
    Scenario.opensOnFirstTouch()
        .touch()
        .after(Duration.ofDays(1))
        .sweep()
        .thenLedgerEndsWith("expired -900")
        .touch()
        .thenEntries("granted 900");
  }

  @Test
  void R15_theSameCommandsGiveTheSameEntriesByteForByte() {
    assertThat(story().ledger()).isEqualTo(story().ledger());
  }

  @Test
  void R15_aPlansTermsStayUntilTheAccountTakesAnotherPlan() {
    PlanTerms generous = new PlanTerms("free", s(5_000), Long.MAX_VALUE, 0);
    PlanTerms another = new PlanTerms("pro", s(5_000), Long.MAX_VALUE, 0);
    Scenario.opensOnFirstTouch()
        .touch()
        .openingWith(new Opening(generous, List.of()))
        .after(Duration.ofDays(1))
        .touch()
        .thenEntries("expired -900", "granted 900")
        .when(new Verb.ChangePlan(generous, "active", 1, 0, Note.NONE))
        .after(Duration.ofDays(1))
        .touch()
        .thenEntries("expired -900", "granted 900")
        .when(new Verb.ChangePlan(another, "active", 2, 0, Note.NONE))
        .after(Duration.ofDays(1))
        .touch()
        .thenEntries("expired -900", "granted 5000");
  }

  @Test
  void aBrokenInvariantThrowsWithBothNumbers() {
    Scenario scenario = Scenario.empty().gift(10);
    LedgerEntry newest = scenario.ledger().getLast();
    assertThatThrownBy(() -> Rules.evolve(scenario.account(), newest))
        .isInstanceOf(BrokenInvariant.class)
        .hasMessageContaining("expected 3, found 2");
    Lot lot = new Lot("b", Source.GIFT, 10, 0, Bucket.NEVER, 1);
    assertThatThrownBy(() -> new Bucket(lot, 4, 3, 2, Gone.NONE))
        .isInstanceOf(BrokenInvariant.class)
        .hasMessageContaining("expected 10, found 9");
  }

  @Test
  void tracksAgainstATiersLimitPerMonth() {
    Verb one = new Verb.Track(1, 5, Note.NONE);
    Scenario scenario = Scenario.unseen().on("2026-11-30T23:00:00Z");
    for (int i = 1; i <= 5; i++) {
      int count = i;
      scenario.when(one).thenOutcome(outcome -> assertThat(outcome.count()).isEqualTo(count));
    }
    scenario.when(one).thenRejected(Rejection.TIER_LIMIT_REACHED);
    scenario.on("2026-12-01T00:00:00Z").when(one).thenAccepted();
    assertThat(scenario.account().counter().inMonthOf(scenario.now())).isEqualTo(1);
  }

  private static Scenario story() {
    return Scenario.opensOnFirstTouch()
        .charge(100)
        .paid("p", 50, 30)
        .hold("h", 700)
        .after(Duration.ofDays(1))
        .clamp(5000)
        .revokeAll("p", "refund")
        .paid("q", 90, 3);
  }

  private static Verb event(long eventTime) {
    return new Verb.Charge(s(1), Policy.CLAMP, 0, null, eventTime, Note.NONE);
  }

  private static long expiryOf(Source source, long expiresAt) {
    Scenario scenario =
        Scenario.empty().when("g", new Verb.Grant(source, s(1), expiresAt, Note.NONE));
    return scenario.account().buckets().live().getFirst().expiresAt();
  }
}
