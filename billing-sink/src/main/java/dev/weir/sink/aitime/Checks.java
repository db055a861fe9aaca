package dev.weir.sink.aitime;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weir.accounting.Account;
import dev.weir.accounting.pricing.Catalog;
import dev.weir.accounting.pricing.Estimate;
import dev.weir.edge.aitime.SecondsBalance;
import dev.weir.edge.aitime.ShownEstimate;
import dev.weir.edge.aitime.Suggestion;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Is the balance enough, and what to buy when it is not. */
final class Checks {
  private static final long SECOND = 1_000_000;

  private Checks() {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Single(
      boolean sufficient,
      ShownEstimate estimate,
      SecondsBalance balance,
      @Nullable Recommendation recommendation) {}

  record Recommendation(String suggestedPackage, long costToComplete, String purchaseUrl) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OfBatch(
      String operation, boolean ok, long deficitSeconds, @Nullable List<Suggestion> suggestions) {}

  static Single single(Account account, Estimate estimate, Catalog catalog) {
    ShownEstimate shown = ShownEstimate.of(estimate);
    long deficit = estimate.amount() - account.available();
    Recommendation recommendation =
        deficit <= 0
            ? null
            : new Recommendation(
                catalog.covering(deficit).orElseThrow().key(),
                shown.estimatedMinutes(),
                "/purchase");
    return new Single(deficit <= 0, shown, BalanceView.seconds(account), recommendation);
  }

  static OfBatch ofBatch(Account account, String operation, long amount, Catalog catalog) {
    long deficit = amount - account.available();
    if (deficit <= 0) {
      return new OfBatch(operation, true, 0, null);
    }
    List<Suggestion> suggestions =
        Suggestion.of(catalog, deficit, account.plan().key(), account.subscription().active());
    return new OfBatch(operation, false, Math.ceilDiv(deficit, SECOND), suggestions);
  }
}
