package dev.weir.edge.aitime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.PlanTerms;
import dev.weir.accounting.Source;
import dev.weir.accounting.pricing.Catalog;
import dev.weir.accounting.pricing.PackageOffer;
import dev.weir.accounting.pricing.Plan;
import dev.weir.accounting.pricing.Prices;
import dev.weir.edge.aitime.SecondsBalance.Portion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuggestionTest {
  private static final long MINUTE = 60_000_000;
  private static final Prices FREE_OF_CHARGE = new Prices(Map.of());
  private static final Catalog CATALOG =
      new Catalog(
          "v1",
          90,
          List.of(plan("free", 0), plan("starter", 250)),
          List.of(
              new PackageOffer("booster", "Booster", 300 * MINUTE, FREE_OF_CHARGE),
              new PackageOffer("mini", "Mini", 60 * MINUTE, FREE_OF_CHARGE)));

  @Test
  void suggestsTheSmallestPackageThatCovers() {
    assertThat(Suggestion.of(CATALOG, 60 * MINUTE, "free", true))
        .containsExactly(new Suggestion("package", "mini", null, 60L));
    assertThat(Suggestion.of(CATALOG, 60 * MINUTE + 1, "free", true))
        .containsExactly(new Suggestion("package", "booster", null, 300L));
  }

  @Test
  void suggestsTheLargestPackageWhenNoneCovers() {
    assertThat(Suggestion.of(CATALOG, 10_000 * MINUTE, "starter", true))
        .containsExactly(new Suggestion("package", "booster", null, 300L));
  }

  @Test
  void suggestsTheNextPlanUpToWhoHasNoSubscription() {
    assertThat(Suggestion.of(CATALOG, 1, "free", false))
        .containsExactly(
            new Suggestion("package", "mini", null, 60L),
            new Suggestion("upgrade", null, "starter", 250L));
    assertThat(Suggestion.of(CATALOG, 1, "starter", false)).hasSize(1);
  }

  @Test
  void everyShownSecondIsAFloorAndTheFiguresAddUp() {
    SecondsBalance balance =
        SecondsBalance.of(
            List.of(
                new Portion(Source.DAILY, 900_600_000),
                new Portion(Source.WELCOME, 10_600_000),
                new Portion(Source.GIFT, 5_600_000)));
    assertThat(balance).isEqualTo(new SecondsBalance(10, 900, 6, 916));
    assertThat(balance.exceptDaily()).isEqualTo(16);
  }

  private static Plan plan(String key, long minutes) {
    return new Plan(key, key, minutes * MINUTE, new PlanTerms(key, 0, 0, 0), FREE_OF_CHARGE);
  }
}
