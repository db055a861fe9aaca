package dev.weir.accounting;

import static dev.weir.accounting.Scenario.s;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RevokeTest {

  private static Scenario packageOf100() {
    return Scenario.empty().paid("p", 100, 30);
  }

  @Test
  void R9_theRestOfTheGrantGoesFirstAndWhatWasSpentBecomesDebt() {
    packageOf100()
        .charge(40)
        .revokeAll("p", "refund")
        .thenEntries("revoked -60")
        .thenDebt(40)
        .thenAvailable(0)
        .thenOutcome(
            outcome -> {
              assertThat(outcome.revoked()).isEqualTo(s(60));
              assertThat(outcome.debt()).isEqualTo(s(40));
            });
  }

  @Test
  void R9_theTargetIsCumulativeSoRepeatsAndOldNewsChangeNothing() {
    packageOf100()
        .revoke("p", "refund", 30)
        .thenEntries("revoked -30")
        .revoke("p", "refund", 30)
        .thenEntries()
        .revoke("p", "refund", 20)
        .thenEntries()
        .revoke("p", "refund", 50)
        .thenEntries("revoked -20")
        .thenOutcome(outcome -> assertThat(outcome.revoked()).isEqualTo(s(50)))
        .thenAvailable(50);
  }

  @Test
  void R9_whatHadExpiredIsNothing() {
    packageOf100()
        .charge(40)
        .after(Duration.ofDays(31))
        .revokeAll("p", "refund")
        .thenEntries("expired -60", "revoked 0")
        .thenDebt(40);
  }

  @Test
  void R9_whatIsHeldIsSettledWhenItsHoldEnds() {
    packageOf100()
        .hold("a", 30)
        .hold("b", 20)
        .revokeAll("p", "refund")
        .thenEntries("revoked -50")
        .thenDebt(0)
        .capture("a", 25)
        .thenEntries("captured -25", "revoked -5")
        .thenDebt(25)
        .release("b")
        .thenEntries("released 0", "revoked -20")
        .thenDebt(25)
        .thenAvailable(0);
  }

  @Test
  void R9_aRevokedHoldThatTimesOutIsSettledByTheSweep() {
    packageOf100()
        .hold("a", 30)
        .revokeAll("p", "refund")
        .after(Duration.ofMinutes(20))
        .sweep()
        .thenLedgerEndsWith("hold_expired 0", "revoked -30")
        .thenAvailable(0);
  }

  @Test
  void R9_aWonDisputeRestoresOnce() {
    packageOf100()
        .charge(40)
        .revokeAll("p", "dispute:1")
        .thenDebt(40)
        .restore("p", "dispute:1")
        .thenEntries("revoked 60")
        .thenDebt(0)
        .thenAvailable(60)
        .restore("p", "dispute:1")
        .thenEntries()
        .revokeAll("p", "dispute:1")
        .thenEntries()
        .thenAvailable(60);
  }

  @Test
  void R9_debtThatAnotherGrantRepaidComesBackWhenTheDisputeIsWon() {
    packageOf100()
        .charge(40)
        .revokeAll("p", "dispute:1")
        .paid("q", 50, 30)
        .thenDebt(0)
        .thenAvailable(10)
        .restore("p", "dispute:1")
        .thenEntries("revoked 60", "granted 40")
        .thenAvailable(110);
  }

  @Test
  void R9_whatIsRestoredToAnExpiredBucketIsGoneAtOnce() {
    packageOf100()
        .revokeAll("p", "dispute:1")
        .after(Duration.ofDays(31))
        .restore("p", "dispute:1")
        .thenEntries("revoked 100", "expired -100")
        .thenAvailable(0);
  }

  @Test
  void R9_aRevokeFollowsTheGrantIntoItsRolloverBucket() {
    PlanTerms pro = new PlanTerms("pro", 0, 0, s(300));
    long now = Scenario.at("2027-01-01T00:00:00Z");
    long month = 31 * Calendar.DAY_MS;
    Scenario.empty()
        .on("2027-01-01T00:00:00Z")
        .when(
            "one", new Verb.Renew(pro, "active", s(200), now, now + month, 1, List.of(), Note.NONE))
        .charge(50)
        .when(
            "two",
            new Verb.Renew(
                pro, "active", s(200), now + month, now + 2 * month, 2, List.of(), Note.NONE))
        .thenAvailable(350)
        .revokeAll("one", "refund")
        .thenEntries("revoked -150")
        .thenDebt(50)
        .thenAvailable(200);
  }

  @Test
  void R9_anUnknownGrantIsNotFound() {
    packageOf100().revokeAll("q", "refund").thenRejected(Rejection.GRANT_NOT_FOUND);
  }

  @Test
  void R9_refundsAndDisputesEndInTheSameStateInAnyOrder() {
    List<UnaryOperator<Scenario>> news =
        List.of(
            scenario -> scenario.revoke("p", "refund", 30),
            scenario -> scenario.revoke("p", "refund", 50),
            scenario -> scenario.revokeAll("p", "dispute:1"),
            scenario -> scenario.restore("p", "dispute:1"),
            scenario -> scenario.revoke("p", "dispute:2", 20));
    for (int spent : List.of(0, 40, 75, 100)) {
      Set<String> ends = new HashSet<>();
      for (List<UnaryOperator<Scenario>> order : Permutations.of(news)) {
        Scenario scenario = packageOf100().charge(spent);
        order.forEach(one -> one.apply(scenario));
        order.forEach(one -> one.apply(scenario));
        ends.add(end(scenario));
      }
      assertThat(ends).as("spent " + spent).hasSize(1);
    }
  }

  @Test
  void R9_aRefundAndAnExpiryEndInTheSameStateInAnyOrder() {
    Scenario refundFirst =
        packageOf100().charge(40).revoke("p", "refund", 50).after(Duration.ofDays(31)).touch();
    Scenario expiryFirst =
        packageOf100().charge(40).after(Duration.ofDays(31)).revoke("p", "refund", 50);
    refundFirst.thenDebt(0).thenAvailable(0);
    expiryFirst.thenDebt(0).thenAvailable(0);
  }

  @Test
  void R9_aRefundAndADisputeAroundAHoldEndInTheSameStateInAnyOrder() {
    List<UnaryOperator<Scenario>> news =
        List.of(
            scenario -> scenario.revoke("p", "refund", 50),
            scenario -> scenario.revokeAll("p", "dispute:1"),
            scenario -> scenario.capture("h", 20),
            scenario -> scenario.restore("p", "dispute:1"));
    Set<String> ends = new HashSet<>();
    for (List<UnaryOperator<Scenario>> order : Permutations.of(news)) {
      Scenario scenario = packageOf100().charge(25).hold("h", 40);
      order.forEach(one -> one.apply(scenario));
      ends.add(end(scenario));
    }
    assertThat(ends).hasSize(1);
  }

  private static String end(Scenario scenario) {
    Account account = scenario.account();
    return account.available()
        + " "
        + account.held()
        + " "
        + account.debt()
        + account.revocations()
        + account.totals();
  }
}
