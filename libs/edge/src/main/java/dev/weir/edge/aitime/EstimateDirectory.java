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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What builds took lately, by operation, size and whether it was an update; the newest samples
 * count. Workers name operations as they like, so only the kinds that were used last are kept.
 */
public final class EstimateDirectory {
  private static final int MOST_SAMPLES = 200;
  private static final int MOST_KINDS = 5_000;
  private static final long LONGEST = Limits.LONGEST_HOLD_MS / 1_000 * Amounts.UNIT;

  private final Map<Kind, Deque<Long>> samples =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Kind, Deque<Long>> eldest) {
          return size() > MOST_KINDS;
        }
      };

  /** What kind of work it is; an empty size is one that nobody named. */
  public record Work(String operation, String size, boolean update) {}

  private record Kind(String tenant, Mode mode, Work work) {}

  /**
   * A build took that long, in micro-units. It also counts for its operation whatever the size.
   * What no hold can be for says nothing: nobody could start a build that is thought to take it.
   */
  public void add(AccountKey account, Work work, long took) {
    if (took <= 0 || took > LONGEST) {
      return;
    }
    add(new Kind(account.tenant(), account.mode(), pooled(work)), took);
    if (!work.size().isEmpty()) {
      Work anySize = new Work(work.operation(), "", work.update());
      add(new Kind(account.tenant(), account.mode(), pooled(anySize)), took);
    }
  }

  /** Empty for an operation that the catalog does not know. */
  public Optional<Estimate> estimate(TenantCatalog catalog, Mode mode, Work work) {
    Prior prior = catalog.priors().get(work.operation());
    if (prior == null) {
      return Optional.empty();
    }
    long guess = prior.of(work.size(), work.update());
    return Optional.of(
        Estimates.of(samples(new Kind(catalog.tenant(), mode, pooled(work))), guess));
  }

  private synchronized void add(Kind kind, long took) {
    Deque<Long> newest = samples.computeIfAbsent(kind, k -> new ArrayDeque<>());
    newest.addLast(took);
    if (newest.size() > MOST_SAMPLES) {
      newest.removeFirst();
    }
  }

  private synchronized long[] samples(Kind kind) {
    Deque<Long> held = samples.get(kind);
    return held == null ? new long[0] : held.stream().mapToLong(Long::longValue).toArray();
  }

  /** Both documents build projects; what one calls build is the other's main build. */
  private static Work pooled(Work work) {
    String operation = work.operation().equals("build") ? "main_build" : work.operation();
    boolean update = work.update() || operation.equals("update");
    return new Work(operation.equals("update") ? "main_build" : operation, work.size(), update);
  }
}
