package dev.weir.edge.tenants;

import dev.weir.edge.problem.Problem;
import java.util.Map;
import java.util.Optional;

/**
 * How much a user's plan may count in a month.
 *
 * @param limit whole units
 */
public record Tier(String name, long limit) {
  private static final String FREE = "free";

  /**
   * The tier of the plan that the caller names, the free one when it names none.
   *
   * @param where the claim or the header that names it
   */
  public static Tier of(Tenant tenant, Optional<String> plan, String where) {
    Map<String, Long> tiers = tenant.terms().tiers();
    if (tiers.isEmpty()) {
      throw Problem.notFound("not_found", "This tenant counts against no tiers.");
    }
    String name = plan.orElse(FREE);
    Long limit = tiers.get(name);
    if (limit == null) {
      throw Problem.field("tier_unknown", where, "must be one of this tenant's tiers");
    }
    return new Tier(name, limit);
  }
}
