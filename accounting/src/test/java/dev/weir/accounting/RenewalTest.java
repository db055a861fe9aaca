package dev.weir.accounting;

import static dev.weir.accounting.Scenario.at;
import static dev.weir.accounting.Scenario.s;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenewalTest {

  private static final PlanTerms PRO = new PlanTerms("pro", 0, 0, s(300));
  private static final String JAN = "2027-01-01T00:00:00Z";
  private static final String FEB = "2027-02-01T00:00:00Z";
  private static final String MAR = "2027-03-01T00:00:00Z";

  private static Verb renew(String from, String to) {
    return renew(from, to, at(from));
  }

  private static Verb renew(String from, String to, long stamp) {
    return new Verb.Renew(PRO, "active", s(600), at(from), at(to), stamp, List.of(), Note.NONE);
  }

  private static Scenario inJanuary() {
    return Scenario.empty().on(JAN).when("jan", renew(JAN, FEB));
  }

  @Test
  void R7_aPaidPeriodBringsThePlanAndItsMinutesUntilTheEnd() {
    inJanuary()
        .thenEntries("plan_changed 0", "granted 600")
        .then(account -> assertThat(account.plan()).isEqualTo(PRO))
        .then(account -> assertThat(account.subscription().status()).isEqualTo("active"))
        .on("2027-01-31T23:59:59.999Z")
        .thenAvailable(600)
        .on(FEB)
        .thenAvailable(0);
  }

  @Test
  void R7_theUnusedRestRollsOverUpToTheCapAndWhatIsOverItIsDiscarded() {
    inJanuary()
        .charge(200)
        .on("2027-01-31T12:00:00Z")
        .when("feb", renew(FEB, MAR))
        .thenEntries(
            "discard_pending 0", "rolled_over 0", "discarded -100", "plan_changed 0", "granted 600")
        .thenAvailable(900)
        .then(
            account -> {
              Bucket rollover = account.buckets().find("rollover/jan");
              assertThat(rollover.remaining()).isEqualTo(s(300));
              assertThat(rollover.expiresAt())
                  .isEqualTo(at("2027-01-31T12:00:00Z") + 90 * Calendar.DAY_MS);
            });
  }

  @Test
  void R15_aRenewalRollsOverByTheTermsThatThePlanWasTakenOn() {
    PlanTerms worse = new PlanTerms("pro", s(900), s(900), 0);
    inJanuary()
        .when(new Verb.ChangePlan(worse, "past_due", at(JAN) + 1, at(FEB), Note.NONE))
        .charge(400)
        .on("2027-01-31T12:00:00Z")
        .when(
            new Verb.Renew(worse, "active", s(60), at(FEB), at(MAR), at(FEB), List.of(), Note.NONE))
        .thenEntries("rolled_over 0", "plan_changed 0", "granted 60")
        .thenAvailable(260)
        .then(account -> assertThat(account.plan()).isEqualTo(PRO));
  }

  /** An earlier system's paid minutes are a subscription's too (003), but no period's rest. */
  @Test
  void R7_minutesThatNeverEndBelongToNoPeriodAndStay() {
    OpeningGrant imported =
        new OpeningGrant(Source.SUBSCRIPTION, s(9000), "imported", Bucket.NEVER);
    Scenario.unseen()
        .openingWith(new Opening(new PlanTerms("free", 0, 0, 0), List.of(imported)))
        .on(JAN)
        .when("jan", renew(JAN, FEB))
        .thenAvailable(9600)
        .charge(400)
        .on(FEB)
        .when("feb", renew(FEB, MAR))
        .thenEntries("expired -200", "rolled_over 200", "plan_changed 0", "granted 600")
        .thenAvailable(9800);
  }

  /** The old bucket stays while a part of it is held, beside its rollover and the new one. */
  @Test
  void R14_aRenewalThatMakesTwoBucketsNeedsRoomForBoth() {
    Scenario scenario = inJanuary().on("2027-01-31T12:00:00Z").hold("h", 1);
    for (int i = 2; i < Limits.LIVE_BUCKETS; i++) {
      scenario.gift(1);
    }
    scenario.when(renew(FEB, MAR));
    scenario.thenRejected(Rejection.TOO_MANY_BUCKETS);
  }

  @Test
  void R7_anInvoiceThatIsPaidAfterThePeriodBeganStillRollsOverWhatExpiredAtItsBeginning() {
    inJanuary()
        .charge(400)
        .on("2027-02-01T01:00:00Z")
        .thenAvailable(0)
        .when("feb", renew(FEB, MAR))
        .thenEntries("expired -200", "rolled_over 200", "plan_changed 0", "granted 600")
        .thenAvailable(800);
  }

  @Test
  void R7_whatExpiredBeforeAGapDoesNotComeBack() {
    inJanuary().on(MAR).when("mar", renew(MAR, "2027-04-01T00:00:00Z")).thenAvailable(600);
  }

  @Test
  void R7_theCapIsAboutAllRolloverBucketsTogether() {
    inJanuary()
        .charge(350)
        .on("2027-01-31T12:00:00Z")
        .when("feb", renew(FEB, MAR))
        .thenAvailable(850)
        .on("2027-02-27T12:00:00Z")
        .when("mar", renew(MAR, "2027-04-01T00:00:00Z"))
        .thenEntries(
            "discard_pending 0", "rolled_over 0", "discarded -550", "plan_changed 0", "granted 600")
        .thenAvailable(900);
  }

  @Test
  void R7_theOlderPeriodsInvoiceArrivingSecondEndsInTheSameState() {
    Scenario inOrder = inJanuary().when("feb", renew(FEB, MAR));
    Scenario reversed =
        Scenario.empty().on(JAN).when("feb", renew(FEB, MAR)).when("jan", renew(JAN, FEB));
    assertThat(content(reversed.account())).isEqualTo(content(inOrder.account()));
    reversed.thenAvailable(900);
  }

  @Test
  void R7_threeDaysBeforeTheEndADiscardIsAnnouncedOnceAndMovesNothing() {
    Scenario scenario = inJanuary().charge(100);
    assertThat(scenario.account().nextDue()).isEqualTo(at("2027-01-29T00:00:00Z"));
    scenario.on("2027-01-29T00:00:30Z").sweep().thenLedgerEndsWith("discard_pending 0");
    LedgerEntry warning = scenario.ledger().getLast();
    assertThat(warning.at()).isEqualTo(at("2027-01-29T00:00:00Z"));
    assertThat(warning.note().metadata()).isEqualTo("{\"pending\":200}");
    int size = scenario.ledger().size();
    scenario.on("2027-01-30T00:00:00Z").sweep().touch();
    assertThat(scenario.ledger()).hasSize(size);
    assertThat(scenario.account().nextDue()).isEqualTo(at(FEB));
  }

  @Test
  void R7_nothingIsAnnouncedWhenEverythingFits() {
    Scenario scenario = inJanuary().charge(300);
    assertThat(scenario.account().nextDue()).isEqualTo(at(FEB));
    scenario.on("2027-01-29T00:00:00Z").sweep().thenLedgerEndsWith("charged -300");
  }

  @Test
  void R7_theNewPeriodRepaysDebtFirst() {
    inJanuary()
        .charge(600)
        .overdraft(50, 100)
        .on("2027-01-31T12:00:00Z")
        .when("feb", renew(FEB, MAR))
        .thenEntries("plan_changed 0", "granted 600", "debt_repaid -50")
        .thenDebt(0)
        .thenAvailable(550);
  }

  @Test
  void R7_theNewestNewsOfAPlanWinsWhateverItsOrder() {
    PlanTerms free = PlanTerms.NONE;
    Verb deleted = new Verb.ChangePlan(free, "canceled", at(FEB) + 5, 0, Note.NONE);
    Verb updated = new Verb.ChangePlan(PRO, "active", at(FEB) + 1, 0, Note.NONE);
    Verb paid = renew(JAN, FEB);
    List<List<Verb>> orders = Permutations.of(List.of(deleted, updated, paid, new Verb.Touch()));
    for (List<Verb> order : orders) {
      Scenario scenario = Scenario.empty().on(JAN);
      order.forEach(scenario::when);
      assertThat(scenario.account().plan()).isEqualTo(free);
      assertThat(scenario.account().subscription().status()).isEqualTo("canceled");
      scenario.thenAvailable(600);
    }
  }

  @Test
  void R7_newsOfTheSameSecondEndsInTheSameStateInAnyOrder() {
    long stamp = at(JAN);
    List<Verb> news =
        List.of(
            new Verb.ChangePlan(PRO, "incomplete", stamp, at(FEB), Note.NONE),
            renew(JAN, FEB, stamp),
            new Verb.ChangePlan(PRO, "active", stamp, at(FEB), Note.NONE));
    for (List<Verb> order : Permutations.of(news)) {
      Scenario scenario = Scenario.empty().on(JAN);
      order.forEach(scenario::when);
      assertThat(scenario.account().subscription().status()).isEqualTo("active");
    }
  }

  @Test
  void R7_anEarlyRenewalRollsAHeldPartOverNeverAndTheRestOnce() {
    inJanuary()
        .on("2027-01-31T23:55:00Z")
        .hold("h", 100)
        .when("feb", renew(FEB, MAR))
        .thenAvailable(900)
        .release("h")
        .thenAvailable(1000)
        .after(Duration.ofMinutes(10))
        .thenAvailable(900);
  }

  /** An account without what is about the order of its entries. */
  private static String content(Account account) {
    List<String> buckets =
        account.buckets().live().stream()
            .map(
                bucket ->
                    bucket.id() + bucket.remaining() + "/" + bucket.granted() + bucket.expiresAt())
            .toList();
    return account.plan() + " " + account.subscription() + account.debt() + buckets;
  }
}
