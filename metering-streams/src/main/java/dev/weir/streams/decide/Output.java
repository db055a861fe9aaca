package dev.weir.streams.decide;

import org.jspecify.annotations.Nullable;

/**
 * A record on its way out, serialised already: what is left to do with it cannot fail halfway.
 *
 * @param partition the partition it must go to, or {@link #BY_KEY}
 */
@SuppressWarnings("ArrayRecordComponent") // on its way out: never compared, never changed
public record Output(Sink sink, byte @Nullable [] key, byte[] value, int partition) {

  /** The partition follows from the key. */
  public static final int BY_KEY = -1;

  static Output byKey(Sink sink, byte @Nullable [] key, byte[] value) {
    return new Output(sink, key, value, BY_KEY);
  }

  /** The answer to whoever reads that partition of the decisions. */
  static Output to(int partition, byte[] key, byte[] value) {
    return new Output(Sink.DECISIONS, key, value, partition);
  }
}
