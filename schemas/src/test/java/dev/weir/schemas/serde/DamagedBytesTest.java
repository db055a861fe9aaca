package dev.weir.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.schemas.avro.ChargeVerb;
import dev.weir.schemas.avro.CommandRecord;
import dev.weir.schemas.serde.UndecodableException.Reason;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Whatever bytes come, they are a record or undecodable, and never anything else. */
class DamagedBytesTest {

  private static final int TRIES = 20_000;

  private final ConfluentAvroDeserializer commands =
      new ConfluentAvroDeserializer(CommandRecord.class, Bytes.registry());
  private final byte[] whole = Bytes.of(command());

  @Test
  void whatDoesNotBeginWithZeroAndAnIdIsNotTheWireFormat() {
    undecodable(new byte[0], Reason.NOT_WIRE_FORMAT);
    undecodable(new byte[] {0, 0, 0, 1}, Reason.NOT_WIRE_FORMAT);
    undecodable(
        "{\"id\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8), Reason.NOT_WIRE_FORMAT);
  }

  @Test
  void whatIsCutOffAnywhereIsUnreadable() {
    for (int length = WireFormat.HEADER; length < whole.length; length++) {
      undecodable(Arrays.copyOf(whole, length), Reason.UNREADABLE);
    }
  }

  @Test
  void whatGoesOnAfterTheRecordIsUnreadable() {
    undecodable(Arrays.copyOf(whole, whole.length + 1), Reason.UNREADABLE);
  }

  @Test
  void aLengthThatIsALieTakesNoMemory() {
    byte[] lie = Arrays.copyOf(whole, WireFormat.HEADER + 5);
    // The first field is a text: of two billion bytes, it says.
    byte[] huge = {(byte) 0xFC, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
    System.arraycopy(huge, 0, lie, WireFormat.HEADER, huge.length);
    undecodable(lie, Reason.UNREADABLE);
  }

  @Test
  void anyDamageIsARecordOrUndecodable() {
    for (int seed = 0; seed < TRIES; seed++) {
      byte[] damaged = damaged(seed);
      try {
        assertThat(commands.deserialize("t", damaged)).isInstanceOf(CommandRecord.class);
      } catch (UndecodableException e) {
        assertThat(e.reason()).as("seed %d", seed).isEqualTo(Reason.UNREADABLE);
      } catch (RuntimeException e) {
        throw new AssertionError("with seed " + seed, e);
      }
    }
  }

  private byte[] damaged(int seed) {
    Random random = new Random(seed);
    byte[] bytes = whole.clone();
    int body = bytes.length - WireFormat.HEADER;
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[WireFormat.HEADER + random.nextInt(body)] = (byte) random.nextInt();
    }
    return bytes;
  }

  private void undecodable(byte[] bytes, Reason reason) {
    assertThatThrownBy(() -> commands.deserialize("t", bytes))
        .isInstanceOfSatisfying(
            UndecodableException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static SpecificRecord command() {
    ChargeVerb verb = new ChargeVerb(5_000_000L, "strict", 0L, "ai_seconds", "5", "1", 0L);
    return new CommandRecord(
        "evt-1",
        "sheen",
        "live",
        "u1",
        1L,
        2L,
        null,
        -1,
        null,
        "chat",
        null,
        "{\"a\":1}",
        null,
        verb);
  }
}
