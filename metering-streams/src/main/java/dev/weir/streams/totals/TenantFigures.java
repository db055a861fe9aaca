package dev.weir.streams.totals;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The second stage's sums as metrics and checks read them: by tenant and mode, over all partitions.
 */
public final class TenantFigures {

  private final Map<String, Map<Integer, Sums>> partitions = new ConcurrentHashMap<>();
  private volatile Consumer<String> witness = tenant -> {};

  /** Takes what one partition says now; it replaces what that partition said before. */
  public void take(String tenant, int partition, Sums sums) {
    boolean known = partitions.containsKey(tenant);
    partitions.computeIfAbsent(tenant, name -> new ConcurrentHashMap<>()).put(partition, sums);
    if (!known) {
      witness.accept(tenant);
    }
  }

  /** Tells who has come and who will come, as {@code tenant/mode}; perhaps more than once. */
  public void tell(Consumer<String> each) {
    witness = each;
    partitions.keySet().forEach(each);
  }

  public int tenants() {
    return partitions.size();
  }

  /** Of a {@code tenant/mode}. */
  public Sums of(String tenant) {
    return partitions.getOrDefault(tenant, Map.of()).values().stream()
        .reduce(Sums.ZERO, Sums::plus);
  }
}
