package dev.weir.sink.view;

import dev.weir.schemas.avro.AccountRecord;
import dev.weir.schemas.codec.Codec;
import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * A view as bytes, in the store, its changelog and on a hop: one byte of version, three longs, and
 * the account as the topics would hold it.
 */
public final class ViewSerde implements Serde<View> {
  /** The subject of the account's schema is this and "-value". */
  private static final String SUBJECT = "weir-sink-views";

  private static final byte VERSION = 1;
  private static final int HEAD = 1 + 3 * Long.BYTES;

  private final Serde<AccountRecord> accounts;

  public ViewSerde(Serde<AccountRecord> accounts) {
    this.accounts = accounts;
  }

  @Override
  public Serializer<View> serializer() {
    return (_, view) -> view == null ? null : bytes(view);
  }

  @Override
  public Deserializer<View> deserializer() {
    return (_, bytes) -> bytes == null ? null : view(bytes);
  }

  private byte[] bytes(View view) {
    byte[] account = accounts.serializer().serialize(SUBJECT, Codec.account(view.account()));
    return ByteBuffer.allocate(HEAD + account.length)
        .put(VERSION)
        .putLong(view.sum())
        .putLong(view.firstOffset())
        .putLong(view.lastOffset())
        .put(account)
        .array();
  }

  private @Nullable View view(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    if (buffer.get() != VERSION) {
      throw new IllegalStateException("a view of another version than " + VERSION);
    }
    long sum = buffer.getLong();
    long first = buffer.getLong();
    long last = buffer.getLong();
    byte[] account = new byte[buffer.remaining()];
    buffer.get(account);
    AccountRecord wire = accounts.deserializer().deserialize(SUBJECT, account);
    return wire == null ? null : new View(Codec.account(wire), sum, first, last);
  }
}
