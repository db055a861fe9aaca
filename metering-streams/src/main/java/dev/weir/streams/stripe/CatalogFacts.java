package dev.weir.streams.stripe;

import dev.weir.accounting.Opening;
import dev.weir.accounting.PlanTerms;
import java.util.List;

/** What the catalogs said when the event came in, of the tenants and prices that it names. */
public record CatalogFacts(List<TenantFacts> tenants, List<PriceFacts> prices) {

  public static final CatalogFacts NONE = new CatalogFacts(List.of(), List.of());

  /**
   * @param minute how many micro-units one purchased minute is
   * @param free the plan of an account without a subscription
   * @param opening what an unseen account of this tenant is opened with
   */
  public record TenantFacts(String tenant, long minute, PlanTerms free, Opening opening) {}

  /**
   * @param price Stripe's id of the price
   * @param amount what one period grants, micro-units
   */
  public record PriceFacts(
      String tenant, String price, PlanTerms plan, long amount, String catalogVersion) {}
}
