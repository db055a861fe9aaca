package dev.weir.edge.tenants;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All tenants at one instant, with the ways to find one. Immutable: a change makes a new one. */
public final class Tenants {
  public static final Tenants NONE = new Tenants(List.of());

  private final Map<String, Tenant> byId = new HashMap<>();
  private final Map<String, KeyOwner> byApiKey = new HashMap<>();
  private final Map<String, Tenant> byCron = new HashMap<>();
  private final Map<String, List<Tenant>> byIssuer = new HashMap<>();

  /** A key and whose it is. */
  public record KeyOwner(Tenant tenant, ApiKey key) {}

  public Tenants(Collection<Tenant> tenants) {
    for (Tenant tenant : tenants) {
      byId.put(tenant.id(), tenant);
      tenant.keys().apiKeys().forEach(key -> byApiKey.put(key.sha256(), new KeyOwner(tenant, key)));
      tenant.keys().cron().forEach(hash -> byCron.put(hash, tenant));
      TokenIssuer issuer = tenant.keys().issuer();
      if (issuer != null) {
        byIssuer.computeIfAbsent(issuer.issuer(), i -> new ArrayList<>()).add(tenant);
      }
    }
  }

  public Collection<Tenant> all() {
    return byId.values();
  }

  public Optional<Tenant> get(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  public Optional<KeyOwner> apiKey(String sha256) {
    return Optional.ofNullable(byApiKey.get(sha256));
  }

  public Optional<Tenant> cron(String sha256) {
    return Optional.ofNullable(byCron.get(sha256));
  }

  /**
   * The tenant that trusts the issuer and owns the publishable key that the token names. One that
   * names none is for a tenant without such keys; one that names a key nobody here owns was made
   * for somebody else, unless the issuer serves only one tenant, which has none.
   */
  public Optional<Tenant> issuedBy(String issuer, String publishableKey) {
    List<Tenant> trusting = byIssuer.getOrDefault(issuer, List.of());
    boolean keyless = publishableKey.isEmpty() || trusting.size() == 1;
    return trusting.stream()
        .filter(
            tenant -> {
              List<String> keys = publishableKeys(tenant);
              return keys.isEmpty() ? keyless : keys.contains(publishableKey);
            })
        .findFirst();
  }

  private static List<String> publishableKeys(Tenant tenant) {
    TokenIssuer issuer = tenant.keys().issuer();
    return issuer == null ? List.of() : issuer.publishableKeys();
  }
}
