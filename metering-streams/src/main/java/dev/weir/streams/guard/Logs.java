package dev.weir.streams.guard;

import org.apache.kafka.common.TopicPartition;

/**
 * What can be asked of the logs before they are gone on with. Every method throws {@link FailStop}
 * when the answer is that something was lost.
 */
public interface Logs {

  /** The input still holds what was applied: it was neither cut off nor made anew. */
  void requireReaches(TopicPartition input, long applied);

  /**
   * After a start: between the last applied offset and the next one that arrived lies nothing but
   * what nobody ever sees, transaction markers and aborted records.
   */
  void requireNothingBetween(TopicPartition input, long applied, long next);

  /**
   * While running, at a jump: the consumer's place only ever passes over a command when the log was
   * cut off behind it, so that is all there is to ask.
   */
  void requireLogStillHolds(TopicPartition input, long applied);

  /** The output holds records, as it must when some were written. */
  void requireWritten(TopicPartition output);

  /** The output holds no record, as it must before the first command is applied. */
  void requireUnwritten(TopicPartition output);
}
