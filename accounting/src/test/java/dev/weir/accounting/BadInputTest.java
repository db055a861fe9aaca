package dev.weir.accounting;

import static dev.weir.accounting.Rejection.AMOUNT_INVALID;
import static dev.weir.accounting.Scenario.s;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a command says, it comes to a decision: nothing that is only wrong input throws. */
class BadInputTest {

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1_000_000_000_000_000_001L})
  void anAmountOutOfRangeIsRejectedInEveryVerb(long amount) {
    Scenario scenario = Scenario.empty().gift(10).hold("h", 5);
    List<Verb> verbs =
        List.of(
            new Verb.Grant(Source.GIFT, amount, 0, Note.NONE),
            Verb.Charge.strict(amount, Note.NONE),
            new Verb.Charge(amount, Policy.CLAMP, 0, null, 0, Note.NONE),
            new Verb.PlaceHold(amount, 0, Policy.STRICT, 0, null, null, Note.NONE));
    verbs.forEach(verb -> scenario.when(verb).thenRejected(AMOUNT_INVALID));
    if (amount != 0) {
      scenario.when(new Verb.Capture("h", amount, null, 0, Note.NONE)).thenRejected(AMOUNT_INVALID);
    }
    scenario.thenAvailable(5);
  }

  @Test
  void theLargestAmountIsAccepted() {
    Scenario.empty()
        .when(new Verb.Grant(Source.GIFT, Limits.AMOUNT, 0, Note.NONE))
        .thenAccepted()
        .when(Verb.Charge.strict(Limits.AMOUNT, Note.NONE))
        .thenAccepted()
        .thenAvailable(0);
  }

  @Test
  void grantsWithoutEndAreRejectedBeforeTheyOverflow() {
    Scenario scenario = Scenario.empty();
    Verb most = new Verb.Grant(Source.GIFT, Limits.AMOUNT, 0, Note.NONE);
    scenario.when(most).when(most).thenAccepted().when(most);
    scenario.thenRejected(Rejection.BALANCE_TOO_LARGE);
  }

  @Test
  void aNegativeLimitOrTimeoutIsRejected() {
    Scenario.empty()
        .when(new Verb.Charge(s(1), Policy.OVERDRAFT, -1, null, 0, Note.NONE))
        .thenRejected(Rejection.LIMIT_INVALID)
        .when(new Verb.PlaceHold(s(1), -1, Policy.STRICT, 0, null, null, Note.NONE))
        .thenRejected(Rejection.TIMEOUT_INVALID)
        .when(new Verb.Track(1, -1, Note.NONE))
        .thenRejected(Rejection.LIMIT_INVALID)
        .when(new Verb.Track(0, 1, Note.NONE))
        .thenRejected(AMOUNT_INVALID);
  }

  @Test
  void aBadPeriodOrPlanIsRejected() {
    PlanTerms negative = new PlanTerms("pro", -1, 0, 0);
    Scenario.empty()
        .when(new Verb.Renew(PlanTerms.NONE, "active", s(1), 5, 5, 1, List.of(), Note.NONE))
        .thenRejected(Rejection.PERIOD_INVALID)
        .when(new Verb.Renew(PlanTerms.NONE, "active", s(1), -5, 5, 1, List.of(), Note.NONE))
        .thenRejected(Rejection.PERIOD_INVALID)
        .when(new Verb.Renew(negative, "active", s(1), 1, 5, 1, List.of(), Note.NONE))
        .thenRejected(Rejection.LIMIT_INVALID)
        .when(new Verb.ChangePlan(PlanTerms.NONE, "active", 1, -1, Note.NONE))
        .thenRejected(Rejection.PERIOD_INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "é", "a\n"})
  void anIdOutOfShapeIsRejected(String id) {
    Scenario.empty().when(id, new Verb.Touch()).thenRejected(Rejection.ID_INVALID);
  }

  @Test
  void anIdMayHave128Characters() {
    Scenario.empty()
        .when("x".repeat(128), new Verb.Touch())
        .thenAccepted()
        .when("x".repeat(129), new Verb.Touch())
        .thenRejected(Rejection.ID_INVALID);
  }

  @Test
  void aTimeOutsideOfTheCalendarIsRejected() {
    Account account = Scenario.empty().account();
    for (long time : new long[] {Long.MAX_VALUE, Limits.LATEST_TIME, -1, Long.MIN_VALUE}) {
      Command command = new Command(account.key(), "x", time, null, new Verb.Touch());
      assertThat(Rules.decide(account, command, Priors.NONE))
          .isInstanceOfSatisfying(
              Decision.Rejected.class,
              rejected -> assertThat(rejected.code()).isEqualTo(Rejection.TIME_INVALID));
    }
  }

  @Test
  void R14_metadataIsAtMostFourKibibytes() {
    String fits = "{\"a\":\"" + "x".repeat(4096 - 8) + "\"}";
    String umlauts = "{\"a\":\"" + "ü".repeat(2045) + "\"}";
    Scenario.empty()
        .gift(10)
        .when(Verb.Charge.strict(s(1), new Note(null, null, fits)))
        .thenAccepted()
        .when(Verb.Charge.strict(s(1), new Note(null, null, fits + " ")))
        .thenRejected(Rejection.METADATA_TOO_LARGE)
        .when(Verb.Charge.strict(s(1), new Note(null, null, umlauts)))
        .thenRejected(Rejection.METADATA_TOO_LARGE)
        .when(Verb.Charge.strict(s(1), Note.of("o".repeat(1025))))
        .thenRejected(Rejection.TEXT_TOO_LONG);
  }

  @Test
  void R14_anAccountHasAtMostAThousandLiveBuckets() {
    Scenario scenario = Scenario.empty();
    Account account = scenario.account();
    for (int i = 0; i < Limits.LIVE_BUCKETS; i++) {
      account = accept(account, "g" + i, new Verb.Grant(Source.GIFT, s(1), 0, Note.NONE));
    }
    assertThat(reject(account, new Verb.Grant(Source.GIFT, s(1), 0, Note.NONE)))
        .isEqualTo(Rejection.TOO_MANY_BUCKETS);
    Account afterAll = accept(account, "all", Verb.Charge.strict(s(1000), Note.NONE));
    assertThat(afterAll.buckets().live()).isEmpty();
  }

  @Test
  void R14_anAccountHasAtMostAThousandLiveHolds() {
    Account account = Scenario.empty().gift(5_000).account();
    Verb hold = new Verb.PlaceHold(s(1), 0, Policy.STRICT, 0, null, null, Note.NONE);
    for (int i = 0; i < Limits.LIVE_HOLDS; i++) {
      account = accept(account, "h" + i, hold);
    }
    assertThat(reject(account, hold)).isEqualTo(Rejection.TOO_MANY_HOLDS);
    assertThat(account.held()).isEqualTo(s(1000));
    account = accept(account, "r", new Verb.Release("h500", Note.NONE));
    accept(account, "again", hold);
  }

  private static Account accept(Account account, String id, Verb verb) {
    return ((Decision.Accepted) decide(account, id, verb)).after();
  }

  private static Rejection reject(Account account, Verb verb) {
    return ((Decision.Rejected) decide(account, "one-more", verb)).code();
  }

  private static Decision decide(Account account, String id, Verb verb) {
    return Rules.decide(
        account, new Command(account.key(), id, account.time(), null, verb), Priors.NONE);
  }
}
