package dev.weir.schemas.quarantine;

import dev.weir.schemas.avro.QuarantineRecord;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One record in quarantine and where it stands there; {@code partition:offset} is the name to ask
 * for it by.
 *
 * @param record as it came, and why it could not be taken
 */
public record Quarantined(int partition, long offset, QuarantineRecord record) {

  public String id() {
    return partition + ":" + offset;
  }

  /** The key's bytes as they came. */
  public byte @Nullable [] key() {
    return bytes(record.getKey());
  }

  /** The value's bytes as they came. */
  public byte @Nullable [] value() {
    return bytes(record.getValue());
  }

  private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
