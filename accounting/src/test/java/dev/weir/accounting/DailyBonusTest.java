package dev.weir.accounting;

import static dev.weir.accounting.Scenario.s;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DailyBonusTest {

  private static Scenario free() {
    return Scenario.unseen().openingWith(new Opening(Scenario.FREE, List.of()));
  }

  @Test
  void R3_theFirstCommandOfADayBringsTheBonusUntilMidnight() {
    free()
        .on("2026-11-21T23:30:00Z")
        .touch()
        .thenEntries("plan_changed 0", "granted 900")
        .charge(100)
        .thenEntries("charged -100")
        .on("2026-11-22T00:00:00Z")
        .charge(50)
        .thenEntries("expired -800", "granted 900", "charged -50")
        .thenAvailable(850);
  }

  @Test
  void R14_anAccountThatIsFullHasRoomForTheNextDaysBonus() {
    Scenario scenario = free().charge(900);
    for (int i = 1; i < Limits.LIVE_BUCKETS; i++) {
      scenario.gift(1).thenAccepted();
    }
    scenario.gift(1).thenRejected(Rejection.TOO_MANY_BUCKETS);
    scenario.after(Duration.ofDays(1)).touch().thenEntries("granted 900");
    assertThat(scenario.account().buckets().size()).isEqualTo(Limits.LIVE_BUCKETS);
    scenario.gift(1).thenRejected(Rejection.TOO_MANY_BUCKETS);
    scenario.after(Duration.ofDays(1)).touch().thenEntries("expired -900", "granted 900");
  }

  @Test
  void R3_daysWithoutATouchAreNotMadeUp() {
    free()
        .touch()
        .after(Duration.ofDays(5))
        .touch()
        .thenEntries("expired -900", "granted 900")
        .thenAvailable(900);
  }

  @Test
  void R3_theMonthsCapCountsWhatWasConsumed() {
    Scenario scenario = free().on("2026-11-01T08:00:00Z");
    for (int day = 0; day < 20; day++) {
      scenario.charge(900).after(Duration.ofDays(1));
    }
    scenario.charge(1).thenInsufficient(1, 0);
    scenario.on("2026-12-01T00:00:00Z").charge(900).thenAccepted();
  }

  @Test
  void R3_nearTheCapTheBonusIsWhatIsLeftOfIt() {
    PlanTerms terms = new PlanTerms("free", s(900), s(1000), 0);
    Scenario.unseen()
        .openingWith(new Opening(terms, List.of()))
        .charge(850)
        .after(Duration.ofDays(1))
        .touch()
        .thenEntries("expired -50", "granted 150");
  }

  @Test
  void R3_whatExpiredUnusedDoesNotCountAgainstTheCap() {
    Scenario scenario = free().on("2026-11-01T08:00:00Z");
    for (int day = 0; day < 25; day++) {
      scenario.charge(100).after(Duration.ofDays(1));
    }
    scenario.charge(100).thenAvailable(800);
  }

  @Test
  void R3_whatIsStillHeldCountsAndCountsInTheMonthOfItsCapture() {
    PlanTerms terms = new PlanTerms("free", s(900), s(1000), 0);
    Scenario scenario =
        Scenario.unseen()
            .openingWith(new Opening(terms, List.of()))
            .on("2026-11-30T23:50:00Z")
            .hold("h", 900)
            .on("2026-12-01T00:01:00Z")
            .touch()
            .thenEntries("granted 100");
    scenario.capture("h", 900).thenEntries("captured -900").on("2026-12-02T00:00:00Z").touch();
    scenario.thenEntries("expired -100", "granted 100");
  }

  @Test
  void R3_aReleaseLaterThatDayDoesNotRaiseTheBonus() {
    PlanTerms terms = new PlanTerms("free", s(900), s(1000), 0);
    Scenario.unseen()
        .openingWith(new Opening(terms, List.of()))
        .on("2026-11-20T23:50:00Z")
        .hold("h", 900)
        .on("2026-11-21T00:01:00Z")
        .touch()
        .thenEntries("granted 100")
        .release("h")
        .thenEntries("released 0", "expired -900")
        .touch()
        .thenEntries()
        .thenAvailable(100);
  }

  @Test
  void R3_aRejectedCommandIsNoTouch() {
    Scenario scenario = free().touch().after(Duration.ofDays(1));
    scenario.charge(901).thenInsufficient(901, 900);
    assertThat(scenario.ledger()).hasSize(2);
    scenario.charge(1).thenEntries("expired -900", "granted 900", "charged -1");
  }

  @Test
  void R3_aReadShowsTheSameWithoutWriting() {
    Scenario scenario = free().touch().after(Duration.ofDays(1));
    Account read = scenario.account().asOf(scenario.now());
    assertThat(read.available()).isEqualTo(s(900));
    assertThat(read.seq()).isEqualTo(scenario.account().seq());
    assertThat(scenario.ledger()).hasSize(2);
  }

  @Test
  void R3_monthEndYearEndAndLeapDayAreDaysLikeAnyOther() {
    Scenario scenario = free().on("2027-12-31T23:59:59.999Z").charge(10);
    scenario.on("2028-01-01T00:00:00Z").touch().thenEntries("expired -890", "granted 900");
    scenario.on("2028-02-28T12:00:00Z").touch();
    scenario.on("2028-02-29T00:00:00Z").touch().thenEntries("expired -900", "granted 900");
    scenario.on("2028-03-01T00:00:00Z").charge(5);
    assertThat(scenario.account().bonusUsedInMonthOf(scenario.now())).isEqualTo(s(5));
  }

  @Test
  void R4_theFirstCommandOpensTheAccountWithItsGrantsAndTheBonus() {
    Scenario.opensOnFirstTouch()
        .charge(100)
        .thenEntries("granted 3000", "granted 900", "charged -100")
        .thenAvailable(3800)
        .then(account -> assertThat(account.plan()).isEqualTo(Scenario.FREE));
  }

  @Test
  void R4_aReadOfAnUnseenAccountShowsWhatItWouldGet() {
    Account unseen = Scenario.unseen().account();
    Account read = unseen.openedBy(Scenario.SHEEN, Scenario.at("2026-11-21T10:00:00Z"));
    assertThat(read.available()).isEqualTo(s(3900));
    assertThat(read.seq()).isZero();
    assertThat(read.buckets().live())
        .extracting(Bucket::source)
        .containsExactly(Source.DAILY, Source.WELCOME);
  }

  @Test
  void R4_withoutAnOpeningAnUnseenAccountIsNotFoundUntilItIsOpened() {
    Scenario scenario = Scenario.unseen();
    scenario.charge(1).thenRejected(Rejection.ACCOUNT_NOT_FOUND);
    scenario.gift(1).thenRejected(Rejection.ACCOUNT_NOT_FOUND);
    Opening hundred =
        new Opening(
            Scenario.NO_BONUS,
            List.of(new OpeningGrant(Source.WELCOME, s(100), "initial", Bucket.NEVER)));
    scenario.when(new Verb.Open(hundred, Note.NONE)).thenEntries("granted 100");
    scenario.when(new Verb.Open(hundred, Note.NONE)).thenEntries().thenAvailable(100);
  }

  @Test
  void R4_aRejectedFirstCommandOpensNothing() {
    Scenario scenario = Scenario.opensOnFirstTouch().charge(4000).thenInsufficient(4000, 3900);
    assertThat(scenario.account().seen()).isFalse();
    scenario.charge(3900).thenAccepted();
  }
}
