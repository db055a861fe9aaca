package dev.weir.edge.tenants;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Mode;
import dev.weir.accounting.Opening;
import dev.weir.accounting.PlanTerms;
import dev.weir.accounting.pricing.Plan;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tenants as this process knows them, the clocks of their test accounts, and what follows from
 * both: the time of a command, and what an unseen account opens with.
 */
public final class TenantDirectory {
  private final CatalogDirectory catalogs;
  private final boolean production;
  private final Map<String, Long> clocks = new ConcurrentHashMap<>();
  private volatile Tenants tenants = Tenants.NONE;
  private volatile BooleanSupplier complete = () -> true;

  public TenantDirectory(CatalogDirectory catalogs, boolean production) {
    this.catalogs = catalogs;
    this.production = production;
  }

  /** Whether all that is kept has been read; until then nobody can be told that he is unknown. */
  public boolean complete() {
    return complete.getAsBoolean();
  }

  void completeWhen(BooleanSupplier condition) {
    complete = condition;
  }

  public Tenants tenants() {
    return tenants;
  }

  public Optional<Tenant> tenant(String id) {
    return tenants.get(id);
  }

  public Optional<TenantCatalog> catalog(Tenant tenant) {
    return catalogs.current(tenant);
  }

  /** What a command of this tenant carries for an account that nobody has seen yet. */
  public @Nullable Opening opening(Tenant tenant) {
    return tenant.terms().opening() == null
        ? null
        : new Opening(plan(tenant), tenant.terms().opening());
  }

  /** The terms of the plan that an account of this tenant begins with. */
  public PlanTerms plan(Tenant tenant) {
    return catalog(tenant)
        .flatMap(catalog -> catalog.catalog().plan(tenant.terms().defaultPlan()))
        .map(Plan::terms)
        .orElse(PlanTerms.NONE);
  }

  /** The time in which an account lives: a test account's may stand still. */
  public long now(String tenant, Mode mode) {
    return mode == Mode.TEST
        ? clock(tenant).orElseGet(System::currentTimeMillis)
        : System.currentTimeMillis();
  }

  public long now(AccountKey account) {
    return now(account.tenant(), account.mode());
  }

  /** The tenant's test clock, once it was set. */
  public OptionalLong clock(String tenant) {
    Long now = clocks.get(tenant);
    return now == null ? OptionalLong.empty() : OptionalLong.of(now);
  }

  /** News of a clock, in whatever order it is told: it only goes forward. */
  public void moveClock(String tenant, long now) {
    clocks.merge(tenant, now, Math::max);
  }

  /** News of a tenant. In production one whose secrets are published opens no door. */
  public synchronized void put(Tenant tenant) {
    Map<String, Tenant> next = byId();
    if (production && tenant.dev()) {
      next.remove(tenant.id());
    } else {
      next.put(tenant.id(), tenant);
    }
    tenants = new Tenants(next.values());
  }

  public synchronized void remove(String tenant) {
    Map<String, Tenant> next = byId();
    next.remove(tenant);
    tenants = new Tenants(next.values());
  }

  private Map<String, Tenant> byId() {
    Map<String, Tenant> copy = new HashMap<>();
    tenants.all().forEach(tenant -> copy.put(tenant.id(), tenant));
    return copy;
  }
}
