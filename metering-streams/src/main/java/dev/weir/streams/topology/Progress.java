package dev.weir.streams.topology;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The offset of the last command that this process worked on, by partition. For health, not for
 * decisions.
 */
public final class Progress {

  private final Map<Integer, Long> worked = new ConcurrentHashMap<>();

  void at(int partition, long offset) {
    worked.put(partition, offset);
  }

  void left(int partition) {
    worked.remove(partition);
  }

  /** By partition; a partition that is not worked on here is absent. */
  public Map<Integer, Long> offsets() {
    return Map.copyOf(worked);
  }
}
