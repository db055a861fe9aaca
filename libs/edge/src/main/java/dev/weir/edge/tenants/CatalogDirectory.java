package dev.weir.edge.tenants;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Every version of every tenant's catalog, in memory. A version never changes once it is there. */
public final class CatalogDirectory {
  private final Map<String, TenantCatalog> catalogs = new ConcurrentHashMap<>();

  public Optional<TenantCatalog> version(String tenant, String version) {
    return Optional.ofNullable(catalogs.get(key(tenant, version)));
  }

  /** The catalog that the tenant sells from now. */
  public Optional<TenantCatalog> current(Tenant tenant) {
    String version = tenant.terms().catalogVersion();
    return version == null ? Optional.empty() : version(tenant.id(), version);
  }

  /** What the tenant sells now, and then everything else it ever sold. */
  public List<TenantCatalog> versions(Tenant tenant) {
    List<TenantCatalog> versions = new ArrayList<>();
    current(tenant).ifPresent(versions::add);
    catalogs.values().stream()
        .filter(catalog -> catalog.tenant().equals(tenant.id()))
        .filter(catalog -> !versions.contains(catalog))
        .sorted(
            Comparator.comparing((TenantCatalog catalog) -> catalog.catalog().version()).reversed())
        .forEach(versions::add);
    return versions;
  }

  public void put(TenantCatalog catalog) {
    catalogs.putIfAbsent(key(catalog.tenant(), catalog.catalog().version()), catalog);
  }

  /** The record key under which a version stands in its topic. */
  public static String key(String tenant, String version) {
    return tenant + "/" + version;
  }
}
