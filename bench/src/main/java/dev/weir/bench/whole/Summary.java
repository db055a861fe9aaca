package dev.weir.bench.whole;

import dev.weir.bench.figures.Figure;
import dev.weir.bench.figures.Figures;
import dev.weir.bench.figures.Samples;
import dev.weir.bench.peer.PostgresLedger.Script;

/** From the rows to the figures. */
final class Summary {
  private final Book book;
  private final Figures figures;
  private final String noPostgres;

  Summary(Book book, Figures figures, String noPostgres) {
    this.book = book;
    this.figures = figures;
    this.noPostgres = noPostgres;
  }

  void write() {
    ratio(Figure.INGEST_SINGLE_RATIO, "event 256 /s", "bare 256 /s");
    ratio(Figure.INGEST_BATCH_RATIO, "pipeline accepted /s", "producer /s");
    value(Figure.PIPELINE_EVENTS_PER_S, "pipeline /s");
    value(Figure.CHARGE_1_P50_MS, "charge 1 p50 ms");
    value(Figure.CHARGE_64_P99_MS, "charge 64 p99 ms");
    value(Figure.CHARGE_256_P99_MS, "charge 256 p99 ms");
    value(Figure.CHARGE_BACKGROUND_P99_MS, "charge beside events p99 ms");
    ratio(Figure.BALANCE_RATIO, "balance 256 /s", "bare 256 /s");
    value(Figure.VISIBLE_P99_MS, "visible p99 ms");
    value(Figure.ROW_P99_MS, "row p99 ms");
    value(Figure.REBUILD_ENTRIES_PER_S, "rebuild entries /s");
    value(Figure.STANDALONE_MIB, "pipeline MiB");
    growth();
    String ledger = Peers.name(Script.STATEMENTS);
    String hotLedger = Peers.name(Script.STATEMENTS_HOT);
    postgres(Figure.PIPELINE_VS_POSTGRES, "pipeline /s", ledger);
    postgres(Figure.PIPELINE_HOT_VS_POSTGRES, "pipeline hot /s", hotLedger);
    postgres(Figure.CHARGE_64_VS_POSTGRES, "charge 64 /s", ledger);
    postgres(Figure.CHARGE_256_VS_POSTGRES, "charge 256 /s", ledger);
    postgres(Figure.CHARGE_HOT_VS_POSTGRES, "charge hot 256 /s", hotLedger);
  }

  private void value(Figure figure, String row) {
    if (book.has(row)) {
      figures.put(figure, book.samples(row));
    }
  }

  private void ratio(Figure figure, String ours, String theirs) {
    if (book.has(ours) && book.has(theirs)) {
      Samples of = book.samples(ours);
      Samples to = book.samples(theirs);
      // A round that was cut short has one side only: then the medians are all there is.
      figures.put(
          figure,
          of.values().size() == to.values().size()
              ? of.per(to)
              : Samples.of(of.median() / to.median()));
    }
  }

  private void postgres(Figure figure, String ours, String theirs) {
    if (noPostgres.isEmpty()) {
      ratio(figure, ours, theirs);
    } else {
      figures.missing(figure, noPostgres);
    }
  }

  private void growth() {
    if (book.has("grown Weir cpu us/event") && book.has("pipeline Weir cpu us/event")) {
      figures.put(
          Figure.COST_GROWTH_RATIO,
          book.median("grown Weir cpu us/event") / book.median("pipeline Weir cpu us/event"));
    }
  }
}
