package dev.weir.sink.view;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * How far a partition is folded.
 *
 * @param commandOffset the highest offset in the command topic all of whose entries have been seen
 * @param ledgerOffset the offset of the newest entry
 */
record Reached(long commandOffset, long ledgerOffset) {

  static Serde<Reached> serde() {
    return Serdes.serdeFrom(
        (_, reached) -> reached == null ? null : reached.bytes(),
        (_, bytes) -> bytes == null ? null : of(ByteBuffer.wrap(bytes)));
  }

  static Reached after(@Nullable Reached before, long commandOffset, long ledgerOffset) {
    return before == null
        ? new Reached(commandOffset, ledgerOffset)
        : new Reached(
            Math.max(before.commandOffset, commandOffset),
            Math.max(before.ledgerOffset, ledgerOffset));
  }

  private byte[] bytes() {
    return ByteBuffer.allocate(2 * Long.BYTES).putLong(commandOffset).putLong(ledgerOffset).array();
  }

  private static Reached of(ByteBuffer bytes) {
    return new Reached(bytes.getLong(), bytes.getLong());
  }
}
