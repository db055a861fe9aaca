package dev.weir.accounting;

import static dev.weir.accounting.Scenario.s;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldTest {

  @Test
  void R6_aHoldDrawsInBurnOrderAndLeavesTheTotalAsItIs() {
    Scenario.empty()
        .paid("late", 10, 60)
        .paid("soon", 10, 5)
        .hold("h", 15)
        .thenEntries("held 0")
        .thenDraws("soon 10", "late 5")
        .thenAvailable(5)
        .thenHeld(15)
        .charge(6)
        .thenInsufficient(6, 5);
  }

  @Test
  void R6_aSmallerCaptureGivesTheRestBackToTheSameBuckets() {
    Scenario.empty()
        .paid("late", 10, 60)
        .paid("soon", 10, 5)
        .hold("h", 15)
        .capture("h", 12)
        .thenEntries("captured -12")
        .thenDraws("soon 10", "late 2")
        .thenOutcome(outcome -> assertThat(outcome.released()).isEqualTo(s(3)))
        .thenAvailable(8)
        .thenHeld(0);
  }

  @Test
  void R6_aLargerCaptureChargesTheRestByTheHoldsPolicy() {
    Scenario.empty()
        .gift(20)
        .hold("h", 10)
        .capture("h", 15)
        .thenEntries("captured -15")
        .thenAvailable(5);
    Scenario.empty()
        .gift(20)
        .hold("h", 10, Policy.CLAMP)
        .capture("h", 25)
        .thenEntries("captured -20")
        .thenOutcome(outcome -> assertThat(outcome.shortfall()).isEqualTo(s(5)))
        .thenAvailable(0);
  }

  @Test
  void R6_aStrictCaptureThatIsNotCoveredLeavesTheHoldOpen() {
    Scenario.empty()
        .gift(20)
        .hold("h", 10)
        .capture("h", 25)
        .thenInsufficient(25, 20)
        .thenHeld(10)
        .capture("h", 20)
        .thenAccepted();
  }

  @Test
  void R6_aCaptureMayBringItsOwnPolicy() {
    Scenario.empty()
        .gift(20)
        .hold("h", 10)
        .when(new Verb.Capture("h", s(25), Policy.OVERDRAFT, s(5), Note.NONE))
        .thenEntries("captured -20")
        .thenDebt(5);
  }

  @Test
  void R6_aCaptureNamesABucketOnce() {
    Scenario.empty().paid("p", 20, 5).hold("h", 10).capture("h", 15).thenDraws("p 15");
  }

  @Test
  void R6_aReleaseGivesEverythingBack() {
    Scenario.empty()
        .gift(20)
        .hold("h", 15)
        .release("h")
        .thenEntries("released 0")
        .thenOutcome(outcome -> assertThat(outcome.released()).isEqualTo(s(15)))
        .thenAvailable(20)
        .thenHeld(0);
  }

  @Test
  void R6_aHoldTimesOutByItselfAtItsInstant() {
    Scenario scenario = Scenario.empty().gift(20).hold("h", 15).after(Duration.ofMinutes(15));
    scenario.capture("h", 1).thenRejected(Rejection.HOLD_CLOSED);
    scenario.sweep().thenLedgerEndsWith("hold_expired 0").thenAvailable(20).thenHeld(0);
    scenario.release("h").thenRejected(Rejection.HOLD_CLOSED);
    scenario.release("never").thenRejected(Rejection.HOLD_NOT_FOUND);
  }

  @Test
  void R6_justBeforeItsTimeoutAHoldCanStillBeCaptured() {
    Scenario.empty()
        .gift(20)
        .hold("h", 15)
        .after(Duration.ofMinutes(15).minusMillis(1))
        .capture("h", 15)
        .thenAccepted();
  }

  @Test
  void R6_aHeldPartOutlivesItsBucketAndIsGoneWhenGivenBack() {
    Scenario.empty()
        .paid("p", 10, 1)
        .after(Duration.ofDays(1).minusMinutes(5))
        .hold("h", 6)
        .after(Duration.ofMinutes(10))
        .thenHeld(6)
        .capture("h", 2)
        .thenEntries("expired -4", "captured -2", "expired -4")
        .thenOutcome(outcome -> assertThat(outcome.released()).isEqualTo(s(4)))
        .thenAvailable(0);
  }

  @Test
  void R6_whatWasHeldForMayHaveTakenNothing() {
    Scenario scenario = Scenario.empty().gift(20).hold("h", 15).capture("h", 0);
    scenario.thenEntries("captured 0").thenAvailable(20).thenHeld(0);
  }

  @Test
  void R6_aHoldIsClosedForEveryLaterCommand() {
    Scenario scenario = Scenario.empty().gift(20).hold("h", 15).capture("h", 5);
    scenario.capture("h", 5).thenRejected(Rejection.HOLD_CLOSED);
    scenario.release("h").thenRejected(Rejection.HOLD_CLOSED);
    scenario
        .when(new Verb.ReportProgress("h", "progress", Note.NONE))
        .thenRejected(Rejection.HOLD_CLOSED);
    scenario
        .when(new Verb.ReportProgress("x", "progress", Note.NONE))
        .thenRejected(Rejection.HOLD_NOT_FOUND);
  }

  @Test
  void aWorkersWordReachesBuildsOnly() {
    Scenario scenario = Scenario.empty().gift(20).hold("h", 15);
    List<Verb> words =
        List.of(
            new Verb.ReportProgress("h", "progress", Note.NONE),
            new Verb.Capture("h", s(5), Policy.CLAMP, 0, true, Note.NONE),
            new Verb.Release("h", true, Note.NONE));
    for (Verb word : words) {
      scenario.when(word).thenRejected(Rejection.HOLD_NOT_FOUND);
    }
    scenario.thenHeld(15);
  }

  @Test
  void R6_aRejectedHoldIsNotFound() {
    Scenario scenario = Scenario.empty().gift(1).hold("h", 15).thenInsufficient(15, 1);
    scenario.release("h").thenRejected(Rejection.HOLD_NOT_FOUND);
  }

  @Test
  void R6_theTimeoutIsFifteenMinutesUnlessSaidAndADayAtMost() {
    Scenario scenario = Scenario.empty().gift(20).hold("h", 1);
    assertThat(scenario.account().holds().all().getFirst().expiresAt())
        .isEqualTo(scenario.now() + Duration.ofMinutes(15).toMillis());
    scenario
        .when(hold(Duration.ofDays(1)))
        .thenAccepted()
        .when(hold(Duration.ofDays(1).plusMillis(1)))
        .thenRejected(Rejection.TIMEOUT_INVALID);
  }

  @Test
  void R6_aClampHoldOnAnEmptyAccountHoldsNothingAndCanBeCaptured() {
    Scenario.empty()
        .hold("h", 15, Policy.CLAMP)
        .thenEntries("held 0")
        .capture("h", 10)
        .thenEntries("captured 0")
        .thenOutcome(outcome -> assertThat(outcome.shortfall()).isEqualTo(s(10)));
  }

  @Test
  void R6_theAccountKeepsABuildWithoutItsPayload() {
    Build build = new Build("build", "p1", "small", false, "{\"prompt\":\"secret\"}");
    Scenario scenario =
        Scenario.empty()
            .gift(20)
            .when(
                "h", new Verb.PlaceHold(s(1), 0, Policy.STRICT, 0, build, null, Note.of("build")));
    assertThat(scenario.account().holds().find("h"))
        .extracting(Hold::build)
        .isEqualTo(build.withoutPayload());
  }

  private static Verb hold(Duration timeout) {
    return new Verb.PlaceHold(s(1), timeout.toMillis(), Policy.STRICT, 0, null, null, Note.NONE);
  }
}
