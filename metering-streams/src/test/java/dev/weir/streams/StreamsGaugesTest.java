package dev.weir.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.Totals;
import dev.weir.streams.totals.Sums;
import dev.weir.streams.totals.TenantFigures;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

class StreamsGaugesTest {

  private static final Totals GRANTED = new Totals(20_000_000, 0, 0, 0, 0, 0);

  private final TenantFigures figures = new TenantFigures();
  private final StreamsService notStarted = new StreamsService(null);
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  StreamsGaugesTest() {
    new StreamsGauges(notStarted, figures).bindTo(registry);
  }

  @Test
  void aTenantsSumsAreThoseOfAllPartitionsAsTheyAreNow() {
    figures.take("sheen/live", 0, new Sums(GRANTED, 7_500_000, 0, 0, 1));
    figures.take("sheen/live", 1, new Sums(GRANTED, 500_000, 1_000_000, 2_000_000, 1));

    assertThat(registry.scrape())
        .contains("weir_tenants 1.0")
        .contains("weir_tenant_available{mode=\"live\",tenant=\"sheen\"} 8.0")
        .contains("weir_tenant_held{mode=\"live\",tenant=\"sheen\"} 1.0")
        .contains("weir_tenant_debt{mode=\"live\",tenant=\"sheen\"} 2.0")
        .contains("weir_tenant_unaccounted{mode=\"live\",tenant=\"sheen\"} 31.0");
    figures.take("sheen/live", 1, new Sums(GRANTED, 9_000_000, 0, 0, 2));
    assertThat(registry.scrape())
        .contains("weir_tenant_available{mode=\"live\",tenant=\"sheen\"} 16.5");
  }

  /** A scrape that meets a row twice fails whole, and the operator sees nothing at all. */
  @Test
  void everyScrapeShowsEveryTenantOnce() {
    for (int i = 0; i < 200; i++) {
      figures.take("tenant" + i % 50 + "/live", i % 6, new Sums(GRANTED, 1, 0, 0, 1));
      assertThat(registry.scrape().lines().filter(line -> line.startsWith("weir_tenant_held{")))
          .hasSize(Math.min(i + 1, 50))
          .doesNotHaveDuplicates();
    }
  }
}
