package dev.weir.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.accounting.Account;
import dev.weir.accounting.BrokenInvariant;
import dev.weir.accounting.Command;
import dev.weir.accounting.LedgerEntry;
import dev.weir.schemas.avro.AccountRecord;
import dev.weir.schemas.avro.CommandRecord;
import dev.weir.schemas.avro.GrantVerb;
import dev.weir.schemas.avro.LedgerEntryRecord;
import dev.weir.schemas.avro.TickVerb;
import dev.weir.schemas.serde.Bytes;
import java.util.Map;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** Whatever the rules can say comes out of the wire as it went in. */
class RoundTripTest {

  private static final int TRIES = 5_000;

  @Test
  void anyCommandComesBackAsItWas() {
    each(
        seed -> {
          Command command = new AnyValue(seed).command();
          CommandRecord wire = Codec.command(command, Envelope.unanswered(seed));
          CommandRecord read = Bytes.overTheWire(CommandRecord.class, wire);
          assertThat(read).isEqualTo(wire);
          assertThat(Codec.command(read)).isEqualTo(command);
        });
  }

  @Test
  void anyLedgerEntryComesBackAsItWas() {
    each(
        seed -> {
          LedgerEntry entry = new AnyEntry(seed).entry();
          LedgerEntryRecord wire = Codec.entry(entry, new Position(1, seed), 2, "00-1-2-01");
          LedgerEntryRecord read = Bytes.overTheWire(LedgerEntryRecord.class, wire);
          assertThat(read).isEqualTo(wire);
          assertThat(read.getKind()).isEqualTo(entry.kind().text());
          assertThat(Codec.entry(read)).isEqualTo(entry);
        });
  }

  @Test
  void anyAccountComesBackAsItWasAndEqualOnesHaveEqualBytes() {
    each(
        seed -> {
          Account account = new AnyAccount(seed).account();
          byte[] bytes = Bytes.of(Codec.account(account));
          Account read = Codec.account(Bytes.read(AccountRecord.class, bytes));
          assertThat(read).isEqualTo(account);
          assertThat(Bytes.of(Codec.account(read))).isEqualTo(bytes);
        });
  }

  @Test
  void theEnvelopeIsCarriedBesideTheCommand() {
    Command command = new AnyValue(1).command();
    Envelope envelope = new Envelope(7, "c-1", 4, "00-a-b-01");
    CommandRecord read = Bytes.overTheWire(CommandRecord.class, Codec.command(command, envelope));
    assertThat(read.getReceivedAt()).isEqualTo(7);
    assertThat(read.getCorrelation()).isEqualTo("c-1");
    assertThat(read.getReplyTo()).isEqualTo(4);
    assertThat(read.getTraceparent()).isEqualTo("00-a-b-01");
  }

  @Test
  void aTickIsNoCommandOfAnAccount() {
    CommandRecord tick =
        Bytes.overTheWire(CommandRecord.class, Codec.tick("tick:1", 5, Map.of("sheen", 9L), 10));
    assertThat(Codec.isTick(tick)).isTrue();
    assertThat(tick.getVerb()).isEqualTo(new TickVerb(Map.of("sheen", 9L), 10));
    assertThatThrownBy(() -> Codec.command(tick)).isInstanceOf(NotUnderstoodException.class);
    Command command = new AnyValue(2).command();
    assertThat(Codec.isTick(Codec.command(command, Envelope.unanswered(0)))).isFalse();
  }

  @Test
  void aWordOfALaterVersionIsNotUnderstood() {
    CommandRecord wire = Codec.command(new AnyValue(3).command(), Envelope.unanswered(0));
    wire.setVerb(new GrantVerb("barter", 1L, 0L));
    assertThatThrownBy(() -> Codec.command(wire))
        .isInstanceOf(NotUnderstoodException.class)
        .hasMessageContaining("barter");
    wire.setVerb(new GrantVerb("gift", 1L, 0L));
    wire.setMode("staging");
    assertThatThrownBy(() -> Codec.command(wire)).isInstanceOf(NotUnderstoodException.class);
  }

  @Test
  void anAccountWhoseBooksDoNotBalanceStopsEverything() {
    AccountRecord wire = Codec.account(new AnyAccount(4).account());
    wire.getTotals().setGranted(wire.getTotals().getGranted() + 1);
    assertThatThrownBy(() -> Codec.account(wire)).isInstanceOf(BrokenInvariant.class);
  }

  private static void each(LongConsumer check) {
    for (long seed = 1; seed <= TRIES; seed++) {
      try {
        check.accept(seed);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("with seed " + seed, e);
      }
    }
  }
}
