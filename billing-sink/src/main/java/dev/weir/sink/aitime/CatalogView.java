package dev.weir.sink.aitime;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.accounting.pricing.PackageOffer;
import dev.weir.accounting.pricing.Plan;
import dev.weir.accounting.pricing.Prices;
import dev.weir.edge.tenants.TenantCatalog;
import dev.weir.edge.tenants.TenantCatalog.Offering;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A catalog as the billing guide shows it, with the prices of one currency. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CatalogView(
    String version,
    @JsonProperty("rollover_policy") RolloverPolicy rolloverPolicy,
    List<Subscription> subscriptions,
    List<Pack> packages,
    @JsonProperty("currency_fallback_from") @Nullable String currencyFallbackFrom) {

  private static final long MINUTE = 60_000_000;

  public record RolloverPolicy(int days) {}

  public record Subscription(
      String key,
      String name,
      long minutes,
      BigDecimal price,
      long bonusDaily,
      long monthlyBonusCap,
      long rolloverCap,
      boolean taxInclusive,
      Advisor advisor) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Advisor(
      boolean eligible, @JsonProperty("payoutUSD") @Nullable BigDecimal payoutUsd) {}

  public record Pack(
      String key, String name, long minutes, BigDecimal price, boolean taxInclusive) {}

  static CatalogView of(TenantCatalog catalog, String asked) {
    String priced = catalog.priced(asked) ? asked : catalog.fallback();
    return new CatalogView(
        catalog.catalog().version(),
        new RolloverPolicy(catalog.catalog().rolloverDays()),
        catalog.catalog().plans().stream().map(p -> plan(p, catalog, priced)).toList(),
        catalog.catalog().packages().stream().map(p -> pack(p, catalog, priced)).toList(),
        priced.equals(asked) ? null : asked);
  }

  private static Subscription plan(Plan plan, TenantCatalog catalog, String currency) {
    Offering offering = catalog.offering(plan.key());
    return new Subscription(
        plan.key(),
        plan.name(),
        plan.monthly() / MINUTE,
        price(plan.prices(), currency),
        plan.terms().dailyBonus() / MINUTE,
        plan.terms().monthlyBonusCap() / MINUTE,
        plan.terms().rolloverCap() / MINUTE,
        offering.taxInclusive(),
        advisor(offering.advisor()));
  }

  private static Pack pack(PackageOffer offer, TenantCatalog catalog, String currency) {
    return new Pack(
        offer.key(),
        offer.name(),
        offer.amount() / MINUTE,
        price(offer.prices(), currency),
        catalog.offering(offer.key()).taxInclusive());
  }

  private static Advisor advisor(TenantCatalog.@Nullable Advisor advisor) {
    if (advisor == null) {
      return new Advisor(false, null);
    }
    Long payout = advisor.payoutUsd();
    return new Advisor(advisor.eligible(), payout == null ? null : decimal(payout));
  }

  private static BigDecimal price(Prices prices, String currency) {
    return decimal(prices.in(currency).orElse(0));
  }

  private static BigDecimal decimal(long minorUnits) {
    BigDecimal exact = BigDecimal.valueOf(minorUnits, 2).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }
}
