package dev.weir.streams.totals;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The second stage's sums as metrics and checks read them: by tenant and mode, over all partitions.
 */
public final class TenantFigures {

  private final Map<String, Map<Integer, Sums>> partitions = new ConcurrentHashMap<>();

  /** Takes what one partition says now; it replaces what that partition said before. */
  public void take(String tenant, int partition, Sums sums) {
    partitions.computeIfAbsent(tenant, name -> new ConcurrentHashMap<>()).put(partition, sums);
  }

  /** By {@code tenant/mode}. */
  public Map<String, Sums> all() {
    Map<String, Sums> all = new TreeMap<>();
    partitions.forEach(
        (tenant, sums) -> all.put(tenant, sums.values().stream().reduce(Sums.ZERO, Sums::plus)));
    return all;
  }
}
