package dev.weir.edge.tenants;

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

  public void put(TenantCatalog catalog) {
    catalogs.putIfAbsent(key(catalog.tenant(), catalog.catalog().version()), catalog);
  }

  /** The record key under which a version stands in its topic. */
  public static String key(String tenant, String version) {
    return tenant + "/" + version;
  }
}
