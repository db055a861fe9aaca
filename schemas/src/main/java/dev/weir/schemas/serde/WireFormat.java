package dev.weir.schemas.serde;

import java.nio.ByteBuffer;

/** The five bytes before the Avro body. */
final class WireFormat {

  static final int HEADER = 5;
  private static final byte MAGIC = 0;

  private WireFormat() {}

  static void header(int schemaId, byte[] to) {
    ByteBuffer.wrap(to).put(MAGIC).putInt(schemaId);
  }

  static int schemaId(byte[] bytes) {
    if (bytes.length < HEADER || bytes[0] != MAGIC) {
      throw new UndecodableException(
          UndecodableException.Reason.NOT_WIRE_FORMAT,
          "The " + bytes.length + " bytes do not begin with 0x00 and a schema id.");
    }
    return ByteBuffer.wrap(bytes).getInt(1);
  }
}
