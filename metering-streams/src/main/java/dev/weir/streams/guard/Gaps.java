package dev.weir.streams.guard;

import org.apache.kafka.common.TopicPartition;

/**
 * Tells whether a jump in the offsets of the command log is harmless; throws {@link FailStop} when
 * it is not.
 */
public interface Gaps {

  /**
   * After a start: nothing but markers may lie between the last applied offset and the next one
   * that arrived.
   */
  void requireNothingBetween(TopicPartition partition, long applied, long next);

  /**
   * While running: the consumer's place only ever jumps over a command when the log was cut off
   * before it, so that is all there is to ask.
   */
  void requireLogStillHolds(TopicPartition partition, long applied);
}
