package dev.weir.edge.aitime;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Amounts;
import dev.weir.accounting.Limits;
import dev.weir.accounting.Mode;
import dev.weir.accounting.pricing.Estimate;
import dev.weir.accounting.pricing.Estimates;
import dev.weir.edge.tenants.TenantCatalog;
import dev.weir.edge.tenants.TenantCatalog.Prior;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What builds took lately, by operation, size and whether it was an update; the newest samples
 * count. Workers name operations as they like, so only the kinds that a tenant used last are kept.
 */
public final class EstimateDirectory {
  private static final int MOST_SAMPLES = 200;
  private static final int MOST_KINDS = 1_000;
  private static final long LONGEST = Limits.LONGEST_HOLD_MS / 1_000 * Amounts.UNIT;

  private final Map<Owner, Map<Work, Deque<Long>>> samples = new HashMap<>();

  /** What kind of work it is; an empty size is one that nobody named. */
  public record Work(String operation, String size, boolean update) {}

  private record Owner(String tenant, Mode mode) {}

  /**
   * A build took that long, in micro-units. It also counts for its operation whatever the size.
   * What no hold can be for says nothing: nobody could start a build that is thought to take it.
   */
  public void add(AccountKey account, Work work, long took) {
    if (took <= 0 || took > LONGEST) {
      return;
    }
    Owner owner = new Owner(account.tenant(), account.mode());
    add(owner, pooled(work), took);
    if (!work.size().isEmpty()) {
      add(owner, pooled(new Work(work.operation(), "", work.update())), took);
    }
  }

  /** Empty for an operation that the catalog does not know. */
  public Optional<Estimate> estimate(TenantCatalog catalog, Mode mode, Work work) {
    Prior prior = catalog.priors().get(work.operation());
    if (prior == null) {
      return Optional.empty();
    }
    long guess = prior.of(work.size(), work.update());
    long[] taken = samples(new Owner(catalog.tenant(), mode), pooled(work));
    return Optional.of(Estimates.of(taken, guess));
  }

  private synchronized void add(Owner owner, Work work, long took) {
    Map<Work, Deque<Long>> kinds = samples.computeIfAbsent(owner, o -> newestUsed());
    Deque<Long> newest = kinds.computeIfAbsent(work, w -> new ArrayDeque<>());
    newest.addLast(took);
    if (newest.size() > MOST_SAMPLES) {
      newest.removeFirst();
    }
  }

  private synchronized long[] samples(Owner owner, Work work) {
    Deque<Long> held = samples.getOrDefault(owner, Map.of()).get(work);
    return held == null ? new long[0] : held.stream().mapToLong(Long::longValue).toArray();
  }

  private static Map<Work, Deque<Long>> newestUsed() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<Work, Deque<Long>> eldest) {
        return size() > MOST_KINDS;
      }
    };
  }

  /** Both documents build projects; what one calls build is the other's main build. */
  private static Work pooled(Work work) {
    String operation = work.operation().equals("build") ? "main_build" : work.operation();
    boolean update = work.update() || operation.equals("update");
    return new Work(operation.equals("update") ? "main_build" : operation, work.size(), update);
  }
}
