package dev.weir.streams.topology.engine;

import dev.weir.schemas.fault.CrashPoints;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** How many changelog records are still to be read before this process can decide. */
final class RestoreProgress implements StateRestoreListener {

  private final Map<TopicPartition, Long> remaining = new ConcurrentHashMap<>();

  @Override
  public void onRestoreStart(TopicPartition changelog, String store, long start, long end) {
    remaining.put(changelog, end - start);
  }

  @Override
  public void onBatchRestored(TopicPartition changelog, String store, long end, long restored) {
    CrashPoints.hit("S5");
    remaining.computeIfPresent(changelog, (key, left) -> Math.max(0, left - restored));
  }

  @Override
  public void onRestoreEnd(TopicPartition changelog, String store, long restored) {
    remaining.remove(changelog);
  }

  @Override
  public void onRestoreSuspended(TopicPartition changelog, String store, long restored) {
    remaining.remove(changelog);
  }

  long remaining() {
    return remaining.values().stream().mapToLong(Long::longValue).sum();
  }
}
