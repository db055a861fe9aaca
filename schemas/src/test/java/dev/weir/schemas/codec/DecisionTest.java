package dev.weir.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.Account;
import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Command;
import dev.weir.accounting.Decision;
import dev.weir.accounting.Mode;
import dev.weir.accounting.Note;
import dev.weir.accounting.Opening;
import dev.weir.accounting.OpeningGrant;
import dev.weir.accounting.PlanTerms;
import dev.weir.accounting.Priors;
import dev.weir.accounting.Rejection;
import dev.weir.accounting.Rules;
import dev.weir.accounting.Source;
import dev.weir.accounting.Verb;
import dev.weir.schemas.avro.DecisionRecord;
import dev.weir.schemas.serde.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the asking gateway is told, and what is remembered of it. */
class DecisionTest {

  private static final AccountKey KEY = new AccountKey("sheen", Mode.LIVE, "u1");
  private static final long NOW = 1_763_700_000_000L;
  private static final Opening TEN =
      new Opening(
          new PlanTerms("starter", 0, 0, 0),
          List.of(new OpeningGrant(Source.GIFT, 10, "opening", Long.MAX_VALUE)));

  private final Account empty = Account.unseen(KEY);

  @Test
  void anAcceptedOneShowsItsOutcomeAndTheBalanceAfterIt() {
    Decision.Accepted decision = (Decision.Accepted) decide("c1", 4);
    DecisionRecord wire = sent(Codec.decision(asked("c1", 4, 2), decision));

    assertThat(wire.getDecision()).isEqualTo("accepted");
    assertThat(wire.getVerb()).isEqualTo("charge");
    assertThat(wire.getReplayed()).isFalse();
    assertThat(Codec.outcome(wire)).isEqualTo(decision.outcome());
    assertThat(wire.getSeq()).isEqualTo(decision.after().seq());
    assertThat(wire.getBalance()).isEqualTo(Codec.balance(decision.after()));
    assertThat(wire.getBalance().getTotal()).isEqualTo(6);
    assertThat(wire.getBalance().getBuckets().getFirst().getExpiresAt()).isNull();
    assertThat(wire.getPlan()).isEqualTo("starter");
    assertThat(wire.getCommandPartition()).isEqualTo(5);
    assertThat(wire.getCommandOffset()).isEqualTo(77);
  }

  @Test
  void whereNobodyWaitsTheBalanceIsLeftOut() {
    Decision.Accepted decision = (Decision.Accepted) decide("c1", 4);
    DecisionRecord wire = Codec.decision(asked("c1", 4, Envelope.NOBODY), decision);
    assertThat(wire.getBalance()).isNull();
  }

  @Test
  void aRejectedOneSaysWhyAndHowMuchWasMissing() {
    Decision.Rejected decision = (Decision.Rejected) decide("c1", 11);
    DecisionRecord wire = sent(Codec.decision(asked("c1", 11, 2), decision));

    assertThat(wire.getDecision()).isEqualTo("rejected");
    assertThat(Rejection.parse(wire.getCode())).isEqualTo(Rejection.INSUFFICIENT_BALANCE);
    assertThat(wire.getRequired()).isEqualTo(11);
    assertThat(wire.getAvailable()).isEqualTo(10);
    assertThat(Codec.remembered(wire).accepted()).isFalse();
  }

  @Test
  void whatIsKeptAnswersWhoeverAsksAgainInTheSameWords() {
    Decision.Accepted decision = (Decision.Accepted) decide("c1", 4);
    DecisionRecord original = Codec.decision(asked("c1", 4, 2), decision);
    DecisionRecord again = Codec.replay(asked("c1", 4, 3), sent(Codec.kept(original)));

    assertThat(again.getReplayed()).isTrue();
    assertThat(again.getDecision()).isEqualTo("duplicate");
    assertThat(again.getReplyTo()).isEqualTo(3);
    again.setReplayed(false);
    again.setDecision("accepted");
    again.setReplyTo(2);
    assertThat(again).isEqualTo(original);
  }

  @Test
  void aRejectionThatIsReplayedStaysOne() {
    DecisionRecord original =
        Codec.decision(asked("c1", 11, 2), (Decision.Rejected) decide("c1", 11));
    DecisionRecord again = Codec.replay(asked("c1", 11, 3), Codec.kept(original));

    assertThat(again.getDecision()).isEqualTo("rejected");
    assertThat(again.getReplayed()).isTrue();
    assertThat(again.getCode()).isEqualTo(original.getCode());
  }

  @Test
  void whatIsKeptTellsTheRulesWhatTheyAskOfIt() {
    DecisionRecord kept =
        sent(
            Codec.kept(
                Codec.decision(
                    asked("c1", 4, Envelope.NOBODY), (Decision.Accepted) decide("c1", 4))));
    Priors priors = new Priors(Codec.remembered(kept), null, false);

    assertThat(Rules.decide(empty, command("c1", 4), priors))
        .isInstanceOf(Decision.Duplicate.class);
    assertThat(Rules.decide(empty, command("c1", 5), priors))
        .isInstanceOfSatisfying(
            Decision.Rejected.class,
            rejected -> assertThat(rejected.code()).isEqualTo(Rejection.IDEMPOTENCY_KEY_REUSED));
  }

  private Decision decide(String id, long amount) {
    return Rules.decide(empty, command(id, amount), Priors.NONE);
  }

  private static Command command(String id, long amount) {
    return new Command(KEY, id, NOW, TEN, Verb.Charge.strict(amount, Note.NONE));
  }

  private static Asked asked(String id, long amount, int replyTo) {
    Command command = command(id, amount);
    Envelope envelope = new Envelope(NOW, null, replyTo, null);
    return new Asked(Codec.command(command, envelope), command, new Position(5, 77), NOW);
  }

  private static DecisionRecord sent(DecisionRecord record) {
    return Bytes.overTheWire(DecisionRecord.class, record);
  }
}
