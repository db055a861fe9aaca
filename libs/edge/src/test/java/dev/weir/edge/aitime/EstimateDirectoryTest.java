package dev.weir.edge.aitime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Mode;
import dev.weir.accounting.pricing.Catalog;
import dev.weir.accounting.pricing.Estimate;
import dev.weir.edge.aitime.EstimateDirectory.Work;
import dev.weir.edge.tenants.TenantCatalog;
import dev.weir.edge.tenants.TenantCatalog.Prior;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EstimateDirectoryTest {
  private static final long SECOND = 1_000_000;
  private static final Prior PRIOR = new Prior(10 * SECOND, 20 * SECOND, 30 * SECOND, 5 * SECOND);
  private static final TenantCatalog CATALOG =
      new TenantCatalog(
          "t",
          new Catalog("v1", 90, List.of(), List.of()),
          List.of("USD"),
          "USD",
          Map.of(),
          Map.of("main_build", PRIOR, "build", PRIOR, "chat", PRIOR));
  private static final AccountKey SOMEBODY = new AccountKey("t", Mode.LIVE, "u");

  private final EstimateDirectory estimates = new EstimateDirectory();

  @Test
  void theCatalogGuessesWhereNothingWasBuiltYet() {
    assertThat(estimate("main_build", "large")).isEqualTo(new Estimate(30 * SECOND, "low", 0));
    assertThat(estimates.estimate(CATALOG, Mode.LIVE, new Work("unheard of", "", false))).isEmpty();
  }

  @Test
  void aPercentileOfTheNewestBuildsCountsAndConfidenceGrowsWithThem() {
    add(4, 100);
    assertThat(estimate("main_build", "").confidence()).isEqualTo("low");
    add(1, 500);
    assertThat(estimate("main_build", "")).isEqualTo(new Estimate(100 * SECOND, "medium", 5));
    add(15, 40);
    assertThat(estimate("main_build", "").confidence()).isEqualTo("high");
    add(200, 7);
    assertThat(estimate("main_build", "")).isEqualTo(new Estimate(7 * SECOND, "high", 200));
  }

  @Test
  void bothDocumentsNamesForABuildShareTheirSamplesButModesDoNot() {
    add(5, 77);
    assertThat(estimate("build", "").amount()).isEqualTo(77 * SECOND);
    assertThat(estimates.estimate(CATALOG, Mode.TEST, new Work("build", "", false)).orElseThrow())
        .isEqualTo(new Estimate(20 * SECOND, "low", 0));
  }

  @Test
  void aSizedBuildAlsoCountsForThoseWhoNameNoSize() {
    for (int i = 0; i < 5; i++) {
      estimates.add(SOMEBODY, new Work("main_build", "small", false), 60 * SECOND);
    }
    assertThat(estimate("main_build", "").samples()).isEqualTo(5);
    assertThat(estimate("main_build", "large").samples()).isZero();
  }

  @Test
  void whatNoHoldCanBeForIsNoSample() {
    add(5, 0);
    add(5, 1_000_000_000);
    add(5, -1);
    assertThat(estimate("main_build", "")).isEqualTo(new Estimate(20 * SECOND, "low", 0));
    add(1, 24 * 60 * 60);
    assertThat(estimate("main_build", "").samples()).isEqualTo(1);
  }

  @Test
  void operationsThatWorkersMakeUpPushOutTheOldestKindOnly() {
    add(1, 77);
    estimates.add(SOMEBODY, new Work("chat", "", false), SECOND);
    for (int i = 0; i < 999; i++) {
      assertThat(estimate("main_build", "").samples()).isEqualTo(1);
      estimates.add(SOMEBODY, new Work("made up " + i, "", false), SECOND);
    }
    assertThat(estimate("main_build", "").samples()).isEqualTo(1);
    assertThat(estimate("chat", "").samples()).isZero();
  }

  @Test
  void whatOneTenantsWorkersMakeUpPushesOutNothingOfAnothers() {
    add(1, 77);
    AccountKey stranger = new AccountKey("other", Mode.LIVE, "u");
    for (int i = 0; i < 2_000; i++) {
      estimates.add(stranger, new Work("made up " + i, "", false), SECOND);
    }
    assertThat(estimate("main_build", "").samples()).isEqualTo(1);
  }

  private Estimate estimate(String operation, String size) {
    return estimates.estimate(CATALOG, Mode.LIVE, new Work(operation, size, false)).orElseThrow();
  }

  private void add(int times, long seconds) {
    for (int i = 0; i < times; i++) {
      estimates.add(SOMEBODY, new Work("main_build", "", false), seconds * SECOND);
    }
  }
}
