package dev.weir.streams.topology;

import static dev.weir.streams.topology.Run.ANN;
import static dev.weir.streams.topology.Run.MICROS;
import static dev.weir.streams.topology.Run.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.Note;
import dev.weir.accounting.Policy;
import dev.weir.accounting.Source;
import dev.weir.accounting.Verb;
import dev.weir.schemas.avro.DecisionRecord;
import dev.weir.schemas.avro.LedgerEntryRecord;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecidingTest {

  private final Run run = new Run();

  @AfterEach
  void close() {
    run.close();
  }

  private static Verb.Grant gift(long seconds) {
    return new Verb.Grant(Source.GIFT, seconds * MICROS, 0, Note.NONE);
  }

  private static Verb.Charge charge(long seconds) {
    return Verb.Charge.strict(seconds * MICROS, Note.NONE);
  }

  private void openWith(long seconds) {
    run.send(ANN, "open", Opens.with(seconds));
    run.ledger();
    run.decisions();
  }

  @Test
  void chargesWhatWasGrantedAndSaysWhereItStands() {
    openWith(600);
    run.send(ANN, "c1", charge(45));
    DecisionRecord decision = run.decision();
    assertThat(decision.getDecision()).isEqualTo("accepted");
    assertThat(decision.getCharged()).isEqualTo(45 * MICROS);
    assertThat(decision.getBalance().getTotal()).isEqualTo(555 * MICROS);
    assertThat(decision.getCorrelation()).isEqualTo("correlation-c1");
    LedgerEntryRecord entry = run.ledger().getLast();
    assertThat(entry.getKind()).isEqualTo("charged");
    assertThat(entry.getSeq()).isEqualTo(decision.getSeq());
    assertThat(entry.getCommandOffset()).isEqualTo(1);
  }

  @Test
  void answersTheSameCommandAgainWithTheOriginalAndWithoutEffect() {
    openWith(600);
    run.send(ANN, "c1", charge(45));
    DecisionRecord first = run.decision();
    run.send(ANN, "g1", gift(100)).ledger();
    run.decisions();
    run.at(T0 + 60_000).send(ANN, "c1", charge(45));
    DecisionRecord second = run.decision();
    assertThat(second.getDecision()).isEqualTo("duplicate");
    assertThat(second.getReplayed()).isTrue();
    assertThat(second.getBalance()).isEqualTo(first.getBalance());
    assertThat(second.getSeq()).isEqualTo(first.getSeq());
    assertThat(run.ledger()).isEmpty();
  }

  @Test
  void refusesAnIdThatComesAgainWithOtherContentAndKeepsTheFirstAnswer() {
    openWith(600);
    run.send(ANN, "c1", charge(45)).send(ANN, "c1", charge(46));
    assertThat(run.decision().getCode()).isEqualTo("idempotency_key_reused");
    run.send(ANN, "c1", charge(45));
    assertThat(run.decision().getDecision()).isEqualTo("duplicate");
  }

  @Test
  void aRejectionStaysTheAnswerToItsIdEvenAfterAGrant() {
    openWith(10);
    run.send(ANN, "c1", charge(45));
    DecisionRecord refused = run.decision();
    assertThat(refused.getCode()).isEqualTo("insufficient_balance");
    assertThat(refused.getRequired()).isEqualTo(45 * MICROS);
    run.send(ANN, "g1", gift(100)).send(ANN, "c1", charge(45));
    DecisionRecord again = run.decision();
    assertThat(again.getCode()).isEqualTo("insufficient_balance");
    assertThat(again.getReplayed()).isTrue();
    assertThat(run.ledger()).extracting(LedgerEntryRecord::getKind).doesNotContain("charged");
  }

  @Test
  void forgetsAnIdAfterThirtyFiveDays() {
    openWith(600);
    run.send(ANN, "c1", charge(45));
    run.at(T0 + Duration.ofDays(35).toMillis()).send(ANN, "c1", charge(45));
    assertThat(run.decision().getDecision()).isEqualTo("accepted");
    run.send(ANN, "c1", charge(45));
    assertThat(run.decision().getDecision()).isEqualTo("duplicate");
  }

  /** The gateway takes events of the next five minutes. */
  @Test
  void knowsAnEventThatWasAheadForAsLongAsItIsNotTooOld() {
    openWith(600);
    long ahead = T0 + Duration.ofMinutes(5).toMillis();
    Verb event = new Verb.Charge(MICROS, Policy.CLAMP, 0, null, ahead, Note.NONE);
    run.send(ANN, "e1", event);
    long end = ahead + Duration.ofDays(35).toMillis();
    run.at(end - 1).send(ANN, "e1", event);
    assertThat(run.decision().getDecision()).isEqualTo("duplicate");
    run.at(end).send(ANN, "e1", event);
    assertThat(run.decision().getCode()).isEqualTo("event_too_old");
  }

  @Test
  void anIdOfOneAccountIsNotThatOfAnother() {
    openWith(600);
    var bob = new dev.weir.accounting.AccountKey("sheen", dev.weir.accounting.Mode.LIVE, "bob");
    run.send(bob, "open", Opens.with(5)).send(bob, "c1", charge(1));
    run.send(ANN, "c1", charge(2));
    assertThat(run.decisions()).extracting(DecisionRecord::getDecision).containsOnly("accepted");
  }

  @Test
  void saysThatAHoldIsClosedWhenItsIdIsRememberedAndUnknownOtherwise() {
    openWith(600);
    run.send(ANN, "h1", Opens.hold(60, null)).send(ANN, "r1", new Verb.Release("h1", Note.NONE));
    run.decisions();
    run.send(ANN, "r2", new Verb.Release("h1", Note.NONE));
    assertThat(run.decision().getCode()).isEqualTo("hold_closed");
    run.send(ANN, "r3", new Verb.Release("h2", Note.NONE));
    assertThat(run.decision().getCode()).isEqualTo("hold_not_found");
  }

  /** Though no sweep has written it yet. */
  @Test
  void aHoldIsClosedFromTheInstantOfItsTimeout() {
    openWith(600);
    run.send(ANN, "h1", Opens.hold(60, null)).at(T0 + Duration.ofMinutes(15).toMillis());
    run.send(ANN, "r1", new Verb.Release("h1", Note.NONE));
    assertThat(run.decision().getCode()).isEqualTo("hold_closed");
    run.send(ANN, "c1", new Verb.Capture("h1", 60 * MICROS, null, 0, Note.NONE));
    assertThat(run.decision().getCode()).isEqualTo("hold_closed");
  }

  @Test
  void aResumeTokenIsBurnedByItsFirstUse() {
    openWith(600);
    run.send(ANN, "h1", Opens.resumed(60, "token")).send(ANN, "h2", Opens.resumed(60, "token"));
    assertThat(run.decision().getCode()).isEqualTo("resume_token_invalid");
  }
}
