package dev.weir.accounting.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.PlanTerms;
import dev.weir.accounting.Rejection;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricingTest {

  private static final PriceBook SPARKED =
      new PriceBook(
          "2026-01",
          Map.of(
              "chat_message", new Price.Fixed(decimal("10")),
              "video_generation", new Price.PerUnit(decimal("10")),
              "token", new Price.PerUnit(decimal("0.0000003")),
              "storage",
                  new Price.Tiered(
                      List.of(
                          new Price.Tier(decimal("10"), decimal("2")),
                          new Price.Tier(decimal("100"), decimal("1")),
                          new Price.Tier(decimal("0"), decimal("0.5"))))));

  @ParameterizedTest
  @CsvSource({
    "chat_message, 1, 10000000",
    "chat_message, 3, 30000000",
    "video_generation, 2.5, 25000000",
    "storage, 10, 20000000",
    "storage, 11, 21000000",
    "storage, 100, 110000000",
    "storage, 101.5, 110750000",
    "token, 1, 1",
    "token, 3, 1",
    "token, 4, 2",
    "token, 1000000, 300000",
  })
  void aPriceIsExactAndRoundedOnceUp(String meter, String quantity, long micros) {
    assertThat(SPARKED.price(meter, decimal(quantity)))
        .isEqualTo(new PriceBook.Priced.Amount(micros, "2026-01"));
  }

  @ParameterizedTest
  @CsvSource({
    "nothing, 1, UNKNOWN_METER",
    "chat_message, 0, AMOUNT_INVALID",
    "chat_message, -1, AMOUNT_INVALID",
    "chat_message, 1.0000001, AMOUNT_INVALID",
    "chat_message, 1000000000000, AMOUNT_INVALID",
    "chat_message, 1e999999999, AMOUNT_INVALID",
  })
  void whatHasNoPriceIsRefusedWithACode(String meter, String quantity, Rejection code) {
    assertThat(SPARKED.price(meter, decimal(quantity)))
        .isInstanceOfSatisfying(
            PriceBook.Priced.Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  @Test
  void oneAndOnePointZeroAreTheSameQuantity() {
    assertThat(PriceBook.canonical(decimal("1.0"))).isEqualTo("1");
    assertThat(PriceBook.canonical(decimal("1e3"))).isEqualTo("1000");
    assertThat(PriceBook.canonical(decimal("0.50"))).isEqualTo("0.5");
  }

  @Test
  void theSmallestPackageThatCoversADeficitIsSuggestedElseTheLargest() {
    Catalog catalog = catalog();
    assertThat(catalog.covering(300_000_000).orElseThrow().key()).isEqualTo("mini");
    assertThat(catalog.covering(3_600_000_000L).orElseThrow().key()).isEqualTo("mini");
    assertThat(catalog.covering(3_600_000_001L).orElseThrow().key()).isEqualTo("booster");
    assertThat(catalog.covering(Long.MAX_VALUE).orElseThrow().key()).isEqualTo("booster");
  }

  @Test
  void theNextPlanUpFollowsInTheCatalog() {
    assertThat(catalog().nextUp("free").orElseThrow().key()).isEqualTo("starter");
    assertThat(catalog().nextUp("starter")).isEmpty();
    assertThat(catalog().plan("starter").orElseThrow().prices().in("EUR"))
        .isEqualTo(OptionalLong.of(900));
    assertThat(catalog().plan("starter").orElseThrow().prices().in("SAR")).isEmpty();
  }

  @Test
  void estimatesFollowTheSamplesAndTheirNumber() {
    assertThat(Estimates.of(new long[] {1, 2, 3, 4}, 180)).isEqualTo(new Estimate(180, "low", 4));
    assertThat(Estimates.of(new long[] {50, 10, 20, 40, 30}, 180))
        .isEqualTo(new Estimate(40, "medium", 5));
    assertThat(Estimates.of(LongStream.rangeClosed(1, 20).toArray(), 180))
        .isEqualTo(new Estimate(15, "high", 20));
  }

  private static Catalog catalog() {
    Prices prices = new Prices(Map.of("USD", 1000L, "EUR", 900L));
    PlanTerms free = new PlanTerms("free", 0, 0, 0);
    PlanTerms starter = new PlanTerms("starter", 0, 0, 0);
    return new Catalog(
        "2025-09-01",
        90,
        List.of(
            new Plan("free", "Free", 0, free, new Prices(Map.of())),
            new Plan("starter", "Starter", 60, starter, prices)),
        List.of(
            new PackageOffer("booster", "Booster", 18_000_000_000L, prices),
            new PackageOffer("mini", "Mini", 3_600_000_000L, prices)));
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }
}
