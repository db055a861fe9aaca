package dev.weir.sink.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/**
 * Builds the body of a {@code COPY … FROM STDIN (FORMAT binary)}: a header, rows of length-prefixed
 * fields, a trailer. Binary, because the bytes of an entry then go through as they are and nothing
 * has to be escaped.
 */
final class BinaryCopy {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
  };

  /** PostgreSQL counts microseconds from the start of the year 2000. */
  private static final long EPOCH_2000_MS = 946_684_800_000L;

  private static final byte JSONB_VERSION = 1;

  private ByteBuffer buffer;

  BinaryCopy(int expectedBytes) {
    buffer = ByteBuffer.allocate(Math.max(expectedBytes, 64));
    buffer.put(SIGNATURE).putInt(0).putInt(0);
  }

  BinaryCopy row(int fields) {
    room(2).putShort((short) fields);
    return this;
  }

  BinaryCopy text(@Nullable String value) {
    if (value == null) {
      room(4).putInt(-1);
      return this;
    }
    // PostgreSQL's text cannot hold NUL. The entry's own bytes beside the columns keep what was
    // said.
    String storable = value.indexOf('\0') < 0 ? value : value.replace('\0', '\ufffd');
    return bytes(storable.getBytes(StandardCharsets.UTF_8));
  }

  BinaryCopy jsonb(String json) {
    byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
    room(utf8.length + 5).putInt(utf8.length + 1).put(JSONB_VERSION).put(utf8);
    return this;
  }

  BinaryCopy bytes(byte[] value) {
    room(value.length + 4).putInt(value.length).put(value);
    return this;
  }

  BinaryCopy int8(long value) {
    room(12).putInt(8).putLong(value);
    return this;
  }

  BinaryCopy int4(int value) {
    room(8).putInt(4).putInt(value);
    return this;
  }

  BinaryCopy timestamp(long epochMs) {
    return int8(Math.multiplyExact(epochMs - EPOCH_2000_MS, 1_000L));
  }

  /** Nothing can be added after this. */
  void writeTo(CopyIn in) throws SQLException {
    room(2).putShort((short) -1);
    in.writeToCopy(buffer.array(), 0, buffer.position());
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      int capacity = Math.max(Math.multiplyExact(buffer.capacity(), 2), buffer.position() + bytes);
      buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), capacity)).position(buffer.position());
    }
    return buffer;
  }
}
