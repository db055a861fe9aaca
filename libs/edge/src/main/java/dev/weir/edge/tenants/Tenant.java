package dev.weir.edge.tenants;

import dev.weir.accounting.OpeningGrant;
import dev.weir.accounting.Policy;
import dev.weir.accounting.pricing.PriceBook;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An organisation that uses Weir, as its document says.
 *
 * @param unit what its balances are counted in
 * @param dev its secrets are published: a production start refuses it
 */
public record Tenant(
    String id, String unit, boolean dev, boolean suspended, Keys keys, Terms terms) {

  /** What opens the door. Keys that can be kept as a hash are. */
  public record Keys(
      List<Secret> hmac,
      boolean allowV1,
      List<ApiKey> apiKeys,
      List<String> cron,
      List<Secret> clerk,
      List<Secret> stripe,
      @Nullable TokenIssuer issuer) {}

  /**
   * What its accounts get.
   *
   * @param opening the grants of an unseen account, when it opens on first touch; else null
   * @param initial what an explicit initialisation grants by default, in micro-units
   * @param defaultPlan the catalog's plan that an account begins with
   * @param catalogVersion null for a tenant without a catalog
   * @param requestsPerMinute per user; 0 for no limit
   * @param tiers whole units a month, by tier
   */
  public record Terms(
      @Nullable List<OpeningGrant> opening,
      long initial,
      String defaultPlan,
      @Nullable String catalogVersion,
      int requestsPerMinute,
      Map<String, Long> tiers,
      Meters meters) {}

  /** The price book, and the policy of the meters that have one of their own. */
  public record Meters(PriceBook prices, Map<String, Policy> policies) {
    public Policy policy(String meter) {
      return policies.getOrDefault(meter, Policy.CLAMP);
    }
  }

  public Collection<Secret> hmac() {
    return keys.hmac();
  }

  public boolean allowV1() {
    return keys.allowV1();
  }

  public boolean openOnFirstTouch() {
    return terms.opening() != null;
  }
}
