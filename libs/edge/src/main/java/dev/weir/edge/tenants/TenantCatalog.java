package dev.weir.edge.tenants;

import dev.weir.accounting.pricing.Catalog;
import dev.weir.accounting.pricing.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One version of what a tenant sells: the core's catalog, and beside it what only the edge needs to
 * show it, to sell it through Stripe and to estimate without samples.
 *
 * @param currencies those that may be asked for, priced or not
 * @param fallback the currency that stands in for one without prices
 */
public record TenantCatalog(
    String tenant,
    Catalog catalog,
    List<String> currencies,
    String fallback,
    Map<String, Offering> offerings,
    Map<String, Prior> priors) {

  /**
   * What the core does not need to know about a plan or a package.
   *
   * @param stripePrices Stripe's price id, by currency
   */
  public record Offering(
      boolean taxInclusive, @Nullable Advisor advisor, Map<String, String> stripePrices) {}

  /** What an advisor gets for selling a plan; amounts of money in minor units. */
  public record Advisor(boolean eligible, @Nullable Long payoutUsd) {}

  /** What an operation takes as long as nobody has done it, in micro-units. */
  public record Prior(long small, long medium, long large, long update) {
    public long of(String size, boolean isUpdate) {
      if (isUpdate) {
        return update;
      }
      return switch (size) {
        case "small" -> small;
        case "large" -> large;
        default -> medium;
      };
    }
  }

  public Offering offering(String key) {
    return offerings.getOrDefault(key, new Offering(false, null, Map.of()));
  }

  /** The plan that Stripe sells under that price id, in whatever currency. */
  public Optional<Plan> planByStripePrice(String priceId) {
    return catalog.plans().stream()
        .filter(plan -> offering(plan.key()).stripePrices().containsValue(priceId))
        .findFirst();
  }

  public Optional<String> stripePrice(String key, String currency) {
    return Optional.ofNullable(offering(key).stripePrices().get(currency));
  }

  /** Whether anything is priced in the currency. */
  public boolean priced(String currency) {
    return catalog.plans().stream().anyMatch(plan -> plan.prices().in(currency).isPresent())
        || catalog.packages().stream().anyMatch(offer -> offer.prices().in(currency).isPresent());
  }
}
