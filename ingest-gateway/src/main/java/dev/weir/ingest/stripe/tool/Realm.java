package dev.weir.ingest.stripe.tool;

import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.Secret;
import dev.weir.edge.tenants.Tenant;
import dev.weir.edge.tenants.TenantDirectory;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The tenants of one Stripe account: those that share a webhook secret. */
public final class Realm {
  private Realm() {}

  /** All that a webhook of this tenant's endpoint may concern. */
  public static List<Tenant> of(String tenant, TenantDirectory directory) {
    Tenant owner =
        directory
            .tenant(tenant)
            .orElseThrow(() -> Problem.notFound("unknown_tenant", "No tenant " + tenant + "."));
    Set<String> secrets = secrets(owner);
    return directory.tenants().all().stream()
        .filter(each -> each.equals(owner) || secrets(each).stream().anyMatch(secrets::contains))
        .toList();
  }

  private static Set<String> secrets(Tenant tenant) {
    return tenant.keys().stripe().stream().map(Secret::reveal).collect(Collectors.toSet());
  }
}
