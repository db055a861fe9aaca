package dev.weir.streams.decide;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept for one partition of the command log. A read that fails throws: null means "never
 * seen" and nothing else, for an account that could not be read must not be taken for a new one.
 */
public interface Books {

  /** Answers are kept, looked up and forgotten by the span of time in which they were given. */
  long SPAN_MS = 18L * 86_400_000;

  /**
   * How long an answer is remembered at least, by the records' own timestamps: 35 days by the
   * accounts' clocks, judged by the rules; a day more by ours, so that nothing is missing there.
   */
  long REMEMBERED_FOR_MS = 2 * SPAN_MS;

  /** When the span began that holds this instant. */
  static long spanOf(long timestamp) {
    return timestamp - Math.floorMod(timestamp, SPAN_MS);
  }

  /** A record was received then. The latest of them says what time it is here. */
  void received(long timestamp);

  /** The account's state as it was stored. */
  byte @Nullable [] account(String account);

  void storeAccount(String account, byte[] state);

  /** The newest answer remembered under this key. */
  byte @Nullable [] remembered(byte[] key);

  void remember(byte[] key, byte[] answer);

  /** The first keys of the due index in [from, to), in order. */
  List<byte[]> due(byte[] from, byte[] to, int limit);

  void addDue(byte[] key);

  void removeDue(byte[] key);
}
