package dev.weir.streams.tick;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The partitions in which a tick settled as many accounts as one may and left others for the next:
 * the topology notes them, the ticker ticks them again.
 */
public final class Leftovers {

  private final Set<Integer> partitions = ConcurrentHashMap.newKeySet();

  public void note(int partition) {
    partitions.add(partition);
  }

  /** The partitions noted since the last call. */
  public Set<Integer> take() {
    Set<Integer> taken = Set.copyOf(partitions);
    partitions.removeAll(taken);
    return taken;
  }
}
