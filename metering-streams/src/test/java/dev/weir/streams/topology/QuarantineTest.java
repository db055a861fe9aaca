package dev.weir.streams.topology;

import static dev.weir.streams.topology.Run.ANN;
import static dev.weir.streams.topology.Run.T0;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.accounting.Command;
import dev.weir.accounting.Note;
import dev.weir.accounting.Opening;
import dev.weir.accounting.PlanTerms;
import dev.weir.accounting.Source;
import dev.weir.accounting.Verb;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.DecisionRecord;
import dev.weir.schemas.avro.LedgerEntryRecord;
import dev.weir.schemas.avro.QuarantineRecord;
import dev.weir.schemas.codec.Codec;
import dev.weir.schemas.codec.Envelope;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * F21, F48: what is not a command goes to quarantine in the same commit, and the stream goes on.
 */
class QuarantineTest {

  private static final byte[] KEY = ANN.text().getBytes(UTF_8);

  private final Run run = new Run();

  @AfterEach
  void close() {
    run.close();
  }

  private static byte[] withId(int id, byte... body) {
    return ByteBuffer.allocate(5 + body.length).put((byte) 0).putInt(id).put(body).array();
  }

  static Stream<Arguments> poison() {
    return Stream.of(
        Arguments.of("key_missing", null, withId(1)),
        Arguments.of("value_missing", KEY, null),
        Arguments.of("not_wire_format", KEY, "not avro".getBytes(UTF_8)),
        Arguments.of("not_wire_format", KEY, new byte[0]),
        Arguments.of("unknown_schema", KEY, withId(4711, (byte) 1)),
        Arguments.of("too_large", KEY, new byte[(1 << 20) + 1]));
  }

  @ParameterizedTest
  @MethodSource("poison")
  void setsAsideWhatIsNoCommandAndGoesOn(
      String reason, byte @Nullable [] key, byte @Nullable [] value) {
    run.send(ANN, "open", Opens.with(600)).raw(key, value).send(ANN, "c1", oneSecond());
    QuarantineRecord record = run.quarantine().getFirst();
    assertThat(record.getReason()).isEqualTo(reason);
    assertThat(record.getOffset()).isEqualTo(1);
    assertThat(record.getAt()).isEqualTo(T0);
    assertThat(record.getKey()).isEqualTo(key == null ? null : ByteBuffer.wrap(key));
    assertThat(record.getValue()).isEqualTo(value == null ? null : ByteBuffer.wrap(value));
    assertThat(run.decision().getDecision()).isEqualTo("accepted");
  }

  /** A batch can be packed: what the broker took may unfold to more than it would ever take. */
  @Test
  void leavesWhereItIsWhatWouldNotFitIntoTheQuarantine() {
    run.raw(new byte[1 << 20], new byte[5 << 20]);
    QuarantineRecord record = run.quarantine().getFirst();
    assertThat(record.getReason()).isEqualTo("too_large");
    assertThat(record.getKey()).isNull();
    assertThat(record.getValue()).isNull();
    assertThat(record.getTopic()).isEqualTo(Topics.COMMANDS);
    assertThat(record.getOffset()).isZero();
  }

  @Test
  void setsAsideACommandThatIsCutOff() {
    byte[] whole = command(oneSecond());
    run.raw(KEY, java.util.Arrays.copyOf(whole, whole.length - 3));
    assertThat(run.quarantine().getFirst().getReason()).isEqualTo("unreadable");
  }

  @Test
  void setsAsideACommandUnderAnotherAccountsKey() {
    run.raw("sheen/live/bob".getBytes(UTF_8), command(oneSecond()));
    assertThat(run.quarantine().getFirst().getReason()).isEqualTo("inconsistent_key");
    assertThat(run.ledger()).isEmpty();
  }

  @Test
  void setsAsideACommandThatSaysWhatWeDoNotKnow() {
    var wire = Codec.command(ask(oneSecond()), Envelope.unanswered(T0));
    wire.setMode("staging");
    run.raw(KEY, run.bytes(wire));
    assertThat(run.quarantine().getFirst().getReason()).isEqualTo("not_understood");
  }

  /** The account's key could not be taken apart again. */
  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a\0b"})
  void setsAsideACommandOfAUserThatIsNoId(String user) {
    var wire = Codec.command(ask(Opens.with(600)), Envelope.unanswered(T0));
    wire.setUser(user);
    run.raw(("sheen/live/" + user).getBytes(UTF_8), run.bytes(wire));
    assertThat(run.quarantine().getFirst().getReason()).isEqualTo("not_understood");
    assertThat(run.ledger()).isEmpty();
  }

  @Test
  void setsAsideARecordOfAnotherKind() {
    run.send(ANN, "open", Opens.with(600));
    byte[] entry = run.bytes(run.ledger().getFirst());
    run.raw(KEY, entry);
    assertThat(run.quarantine().getFirst().getReason()).isEqualTo("unexpected_type");
  }

  /** A payment that cannot be granted, and nobody to hear of it. */
  @Test
  void setsAsideWhatWasPaidForUntilItCanBeGranted() {
    byte[] grant = command(new Verb.Grant(Source.PACKAGE, 60 * Run.MICROS, 0, Note.NONE));
    run.raw(KEY, grant);
    QuarantineRecord record = run.quarantine().getFirst();
    assertThat(record.getReason()).isEqualTo("account_not_found");
    assertThat(record.getValue()).isEqualTo(ByteBuffer.wrap(grant));
    run.send(ANN, "open", Opens.with(600)).ledger();
    run.raw(KEY, grant).raw(KEY, grant);
    assertThat(run.ledger()).extracting(LedgerEntryRecord::getCommandId).containsExactly("x1");
    assertThat(run.quarantine()).isEmpty();
  }

  @Test
  void setsAsideWhatWasPaidForUnderAnIdThatTheAccountHasUsedOtherwise() {
    run.send(ANN, "open", Opens.with(600)).send(ANN, "x1", oneSecond());
    run.raw(KEY, command(new Verb.Grant(Source.PACKAGE, 60 * Run.MICROS, 0, Note.NONE)));
    assertThat(run.quarantine().getFirst().getReason()).isEqualTo("idempotency_key_reused");
    run.send(ANN, "x1", oneSecond());
    assertThat(run.decision().getDecision()).isEqualTo("duplicate");
  }

  /** Whoever asked would else wait for an answer that never comes, and so on every retry. */
  @Test
  void refusesWhatIsTooLargeToBeWrittenAndLeavesTheIdFree() {
    PlanTerms plan = new PlanTerms("p".repeat(950 << 10), 0, 0, 0);
    run.send(ANN, "open", new Verb.Open(new Opening(plan, List.of()), Note.NONE));
    DecisionRecord decision = run.decision();
    assertThat(decision.getDecision()).isEqualTo("rejected");
    assertThat(decision.getCode()).isEqualTo("account_too_large");
    assertThat(decision.getCorrelation()).isEqualTo("correlation-open");
    assertThat(run.quarantine().getFirst().getReason()).isEqualTo("effects_too_large");
    assertThat(run.ledger()).isEmpty();
    run.send(ANN, "open", Opens.with(600));
    assertThat(run.decision().getDecision()).isEqualTo("accepted");
  }

  @Test
  void doesNotSetAsideUsageThatIsRefused() {
    run.raw(KEY, command(oneSecond()));
    assertThat(run.quarantine()).isEmpty();
  }

  @Test
  void neverBlamesTheRecordWhenTheRegistryIsAway() {
    run.registry().breakDown();
    assertThatThrownBy(() -> run.raw(KEY, withId(4711, (byte) 1)))
        .hasStackTraceContaining("RegistryUnavailable");
  }

  private static Verb oneSecond() {
    return Verb.Charge.strict(Run.MICROS, Note.NONE);
  }

  private static Command ask(Verb verb) {
    return new Command(ANN, "x1", T0, null, verb);
  }

  private byte[] command(Verb verb) {
    return run.bytes(Codec.command(ask(verb), Envelope.unanswered(T0)));
  }
}
