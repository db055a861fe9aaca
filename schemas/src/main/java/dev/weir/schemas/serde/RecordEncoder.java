package dev.weir.schemas.serde;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary form straight into an array that is kept from record to record. Avro's own encoders
 * go through a stream and copy every text twice, which is most of what encoding a small record
 * costs.
 */
final class RecordEncoder extends BinaryEncoder {

  /** An array that one large record has blown up is not kept. */
  private static final int KEPT = 64 * 1024;

  private static final int LONGEST_NUMBER = 10;

  private byte[] bytes = new byte[512];
  private int count;

  /** Begins a record. */
  void begin(int schemaId) {
    if (bytes.length > KEPT) {
      bytes = new byte[512];
    }
    WireFormat.header(schemaId, bytes);
    count = WireFormat.HEADER;
  }

  byte[] end() {
    return Arrays.copyOf(bytes, count);
  }

  private void room(int more) {
    if (bytes.length - count < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(count, more)));
    }
  }

  @Override
  protected void writeZero() {
    room(1);
    bytes[count++] = 0;
  }

  @Override
  public void writeBoolean(boolean value) {
    room(1);
    bytes[count++] = (byte) (value ? 1 : 0);
  }

  @Override
  public void writeInt(int value) {
    writeLong(value);
  }

  @Override
  public void writeLong(long value) {
    room(LONGEST_NUMBER);
    long rest = (value << 1) ^ (value >> 63);
    int at = count;
    while ((rest & ~0x7FL) != 0) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
    count = at;
  }

  @Override
  public void writeFloat(float value) {
    throw new UnsupportedOperationException("No record of ours has a floating point number.");
  }

  @Override
  public void writeDouble(double value) {
    throw new UnsupportedOperationException("No record of ours has a floating point number.");
  }

  @Override
  public void writeString(Utf8 text) {
    writeBytes(text.getBytes(), 0, text.getByteLength());
  }

  /** Nearly every text is ASCII, where a character is a byte. */
  @Override
  public void writeString(String text) {
    int length = text.length();
    room(LONGEST_NUMBER + length);
    int before = count;
    writeLong(length);
    int at = count;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        count = before;
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeBytes(utf8, 0, utf8.length);
        return;
      }
      bytes[at++] = (byte) c;
    }
    count = at;
  }

  @Override
  public void writeFixed(byte[] from, int start, int length) {
    room(length);
    System.arraycopy(from, start, bytes, count, length);
    count += length;
  }

  @Override
  public void writeBytes(byte[] from, int start, int length) {
    writeLong(length);
    writeFixed(from, start, length);
  }

  @Override
  public void writeBytes(ByteBuffer from) {
    int length = from.remaining();
    writeLong(length);
    room(length);
    from.duplicate().get(bytes, count, length);
    count += length;
  }

  @Override
  public int bytesBuffered() {
    return count;
  }

  @Override
  public void flush() {
    // Nothing stands behind the array.
  }
}
