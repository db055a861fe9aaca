package dev.weir.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class FiguresTest {
  private static final List<String> KEYS =
      List.of(
          "ingest_single_ratio",
          "ingest_batch_ratio",
          "pipeline_events_per_s",
          "pipeline_vs_postgres",
          "pipeline_hot_vs_postgres",
          "charge_1_p50_ms",
          "charge_64_vs_postgres",
          "charge_64_p99_ms",
          "charge_256_vs_postgres",
          "charge_256_p99_ms",
          "charge_hot_vs_postgres",
          "charge_background_p99_ms",
          "balance_ratio",
          "visible_p99_ms",
          "row_p99_ms",
          "rebuild_entries_per_s",
          "cost_growth_ratio",
          "standalone_mib");

  private final Figures figures = new Figures();

  @Test
  void hasTheEighteenKeysThatAreAskedFor() {
    assertThat(Arrays.stream(Figure.values()).map(Figure::key)).isEqualTo(KEYS);
  }

  @Test
  void theJsonHasAllKeysAndNullWhereNothingWasMeasured() {
    figures.put(Figure.CHARGE_1_P50_MS, Samples.of(5.1239, 5.1, 9));
    figures.put(Figure.PIPELINE_EVENTS_PER_S, 41_000);
    figures.put(Figure.ROW_P99_MS, Double.NaN);
    String json = figures.json();
    assertThat(json).contains("\"charge_1_p50_ms\":5.124,", "\"pipeline_events_per_s\":41000,");
    assertThat(json).contains("\"row_p99_ms\":null", "\"standalone_mib\":null}");
    KEYS.forEach(key -> assertThat(json).contains("\"" + key + "\":"));
  }

  @Test
  void aMissingFigureSaysWhy() {
    figures.missing(Figure.ROW_P99_MS, "probes were lost");
    assertThat(figures.reason(Figure.ROW_P99_MS)).isEqualTo("probes were lost");
    assertThat(figures.reason(Figure.BALANCE_RATIO)).isNotEmpty();
  }

  @Test
  void atLeastAndAtMostAreReachedFromTheirOwnSides() {
    assertThat(Figure.INGEST_SINGLE_RATIO.met(Samples.of(0.6))).isTrue();
    assertThat(Figure.INGEST_SINGLE_RATIO.met(Samples.of(0.4))).isFalse();
    assertThat(Figure.CHARGE_64_P99_MS.met(Samples.of(19))).isTrue();
    assertThat(Figure.CHARGE_64_P99_MS.met(Samples.of(21))).isFalse();
    assertThat(Figure.CHARGE_64_P99_MS.met(null)).isFalse();
  }

  @Test
  void thePlotIsXmlWithARowForEveryFigure() throws Exception {
    figures.put(Figure.CHARGE_64_P99_MS, 40);
    String svg = Plot.of(figures, "a < b & c");
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
    KEYS.forEach(key -> assertThat(svg).contains(">" + key + "<"));
    assertThat(svg).contains("not measured", "40.0 ms");
  }

  @Test
  void thePageTellsEveryFigureAndItsReason() {
    figures.missing(Figure.ROW_P99_MS, "probes were lost");
    String page =
        new Page("./weir bench", List.of("a note"), figures, List.of("a row")).text("day");
    assertThat(page).contains("not measured: probes were lost", "a note", "a row", "`row_p99_ms`");
  }
}
