package dev.weir.ingest.stripe.reconcile;

import dev.weir.edge.tenants.CatalogDirectory;
import dev.weir.edge.tenants.Tenant;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.ingest.stripe.tool.Patience;
import dev.weir.ingest.stripe.tool.Realm;
import dev.weir.ingest.stripe.tool.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares Stripe's lists with the ledger, both since the same time. */
final class Reconcile {
  /** What is younger may still be on its way. */
  private static final Duration ON_ITS_WAY = Duration.ofMinutes(10);

  private final TenantDirectory tenants;
  private final CatalogDirectory catalogs;
  private final String owner;
  private final Stretch stretch;

  /**
   * @param owner whose Stripe account it is
   */
  Reconcile(TenantDirectory tenants, CatalogDirectory catalogs, String owner, Stretch stretch) {
    this.tenants = tenants;
    this.catalogs = catalogs;
    this.owner = owner;
    this.stretch = stretch;
  }

  Reconciled since(Patience stripe, Instant since, Instant now) {
    Paid paid = new Paid(stripe, this::isPlansPrice);
    Instant until = now.minus(ON_ITS_WAY);
    Map<String, Due> due = paid.between(since, until);
    // Read after the lists, so that a grant made meanwhile is not missed.
    Map<String, Granted> granted = Granted.since(stretch, stripe.mode(), since);
    List<Due> missing = new ArrayList<>();
    due.forEach(
        (id, each) -> {
          if (!granted.containsKey(id)) {
            missing.add(each);
          }
        });
    Map<String, Granted> unpaid = new TreeMap<>(granted);
    unpaid.keySet().removeAll(due.keySet());
    // A payment from before, or of the last minutes, is in no list and is asked for by its id.
    unpaid.values().removeIf(each -> paid.isPaid(each.object()));
    return new Reconciled(due.size(), granted.size(), missing, List.copyOf(unpaid.values()));
  }

  private boolean isPlansPrice(String price) {
    return !price.isEmpty()
        && Realm.of(owner, tenants).stream().anyMatch(tenant -> sells(tenant, price));
  }

  private boolean sells(Tenant tenant, String price) {
    return catalogs.versions(tenant).stream()
        .anyMatch(catalog -> catalog.planByStripePrice(price).isPresent());
  }
}
