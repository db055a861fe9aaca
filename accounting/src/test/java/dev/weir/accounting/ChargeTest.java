package dev.weir.accounting;

import static dev.weir.accounting.Scenario.s;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChargeTest {

  @Test
  void R1_drawsFromTheDailyBucketBeforeAnyOther() {
    Scenario.opensOnFirstTouch()
        .paid("p", 60, 1)
        .charge(930)
        .thenDraws("daily/2026-11-21 900", "p 30");
  }

  @Test
  void R1_drawsFromTheBucketThatExpiresFirstAndFromNeverExpiringLast() {
    Scenario.empty()
        .when("never", new Verb.Grant(Source.GIFT, s(10), 0, Note.NONE))
        .paid("late", 10, 60)
        .paid("soon", 10, 5)
        .charge(25)
        .thenDraws("soon 10", "late 10", "never 5");
  }

  @Test
  void R1_ofEqualExpiryTheSmallestRestGoesFirst() {
    Scenario.empty()
        .paid("large", 30, 5)
        .paid("small", 10, 5)
        .paid("middle", 20, 5)
        .charge(35)
        .thenDraws("small 10", "middle 20", "large 5");
  }

  @Test
  void R1_ofEqualExpiryAndRestTheOlderGrantGoesFirst() {
    Scenario.empty()
        .paid("first", 10, 5)
        .paid("second", 10, 5)
        .charge(5)
        .thenDraws("first 5")
        .charge(7)
        .thenDraws("first 5", "second 2");
  }

  @Test
  void R5_strictIsAllOrNothing() {
    Scenario.empty().gift(10).charge(11).thenInsufficient(11, 10).thenAvailable(10);
    Scenario.empty().gift(10).charge(10).thenAccepted().thenAvailable(0);
  }

  @Test
  void R5_clampTakesWhatIsThereAndRecordsTheShortfall() {
    Scenario.empty()
        .gift(10)
        .clamp(15)
        .thenEntries("charged -10")
        .thenOutcome(
            outcome -> {
              assertThat(outcome.charged()).isEqualTo(s(10));
              assertThat(outcome.shortfall()).isEqualTo(s(5));
            })
        .thenAvailable(0)
        .thenDebt(0);
  }

  @Test
  void R5_clampOnAnEmptyAccountWritesAnEntryThatTellsTheShortfall() {
    Scenario scenario = Scenario.empty().clamp(15).thenEntries("charged 0").thenDraws();
    assertThat(scenario.ledger().getLast().note().metadata()).isEqualTo("{\"shortfall\":15}");
  }

  @Test
  void R5_overdraftTurnsTheShortfallIntoDebtUpToItsLimit() {
    Scenario.empty()
        .gift(10)
        .overdraft(15, 5)
        .thenEntries("charged -10")
        .thenDebt(5)
        .thenAvailable(0)
        .overdraft(1, 5)
        .thenInsufficient(1, 0)
        .overdraft(1, 6)
        .thenDebt(6);
  }

  @Test
  void R5_theNextPaidGrantRepaysDebtFirst() {
    Scenario.empty()
        .overdraft(15, 20)
        .gift(3)
        .thenDebt(15)
        .thenAvailable(3)
        .paid(10)
        .thenEntries("granted 10", "debt_repaid -10")
        .thenDebt(5)
        .thenAvailable(3)
        .paid(10)
        .thenEntries("granted 10", "debt_repaid -5")
        .thenDebt(0)
        .thenAvailable(8);
  }

  @Test
  void R5_debtDoesNotReduceWhatIsAvailable() {
    Scenario.empty().overdraft(15, 20).gift(10).charge(10).thenAccepted().thenDebt(15);
  }

  @Test
  void R2_anOlderStampCountsAsTheAccountsNewestOne() {
    Scenario scenario =
        Scenario.empty().gift(10).after(Duration.ofHours(-5)).charge(1).thenAccepted();
    List<LedgerEntry> ledger = scenario.ledger();
    assertThat(ledger.getLast().at()).isEqualTo(ledger.get(ledger.size() - 2).at());
  }

  @Test
  void R2_aBucketIsSpentUntilItsExpiryAndGoneAtIt() {
    Scenario.empty().paid("p", 10, 1).after(Duration.ofDays(1).minusMillis(1)).charge(4);
    Scenario.empty()
        .paid("p", 10, 1)
        .after(Duration.ofDays(1).minusMillis(1))
        .charge(4)
        .thenAccepted()
        .after(Duration.ofMillis(1))
        .charge(1)
        .thenInsufficient(1, 0)
        .touch()
        .thenEntries("expired -6");
  }
}
