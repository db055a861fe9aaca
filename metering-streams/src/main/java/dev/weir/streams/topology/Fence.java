package dev.weir.streams.topology;

import dev.weir.streams.decide.Place;
import dev.weir.streams.guard.Logs;
import java.nio.ByteBuffer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Remembers the offset of the last command that was applied to a partition's stores, in the same
 * transaction as the stores themselves. The group's committed offset is only where reading begins;
 * when it was moved or lost, this is what keeps a command from counting twice, or from being passed
 * over unnoticed.
 */
final class Fence {

  private static final long NOTHING_APPLIED = -1;

  private final KeyValueStore<String, byte[]> store;
  private final Logs logs;
  private final TopicPartition partition;
  private long applied;
  private long appliedAt;
  private boolean sinceStart;

  Fence(KeyValueStore<String, byte[]> store, Logs logs, TopicPartition partition) {
    this.store = store;
    this.logs = logs;
    this.partition = partition;
    byte[] value = store.get(OwnKeys.FENCE);
    this.applied = value == null ? NOTHING_APPLIED : ByteBuffer.wrap(value).getLong();
    this.appliedAt = value == null ? 0 : ByteBuffer.wrap(value).getLong(Long.BYTES);
  }

  /**
   * Tells whether the record is new to these stores; throws when commands before it were passed
   * over.
   */
  boolean admits(long offset) {
    if (offset <= applied) {
      return false;
    }
    if (offset > applied + 1) {
      if (sinceStart) {
        logs.requireLogStillHolds(partition, applied);
      } else {
        logs.requireNothingBetween(partition, applied, offset);
      }
    }
    return true;
  }

  /** Says that this record's effects are in the stores. */
  void advance(Place at) {
    applied = at.offset();
    appliedAt = Math.max(appliedAt, at.timestamp());
    sinceStart = true;
    store.put(
        OwnKeys.FENCE,
        ByteBuffer.allocate(2 * Long.BYTES).putLong(applied).putLong(appliedAt).array());
  }

  boolean anythingApplied() {
    return applied != NOTHING_APPLIED;
  }

  long applied() {
    return applied;
  }

  /** The latest receipt among the records that were applied. */
  long appliedAt() {
    return appliedAt;
  }
}
