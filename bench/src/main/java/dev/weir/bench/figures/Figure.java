package dev.weir.bench.figures;

import org.jspecify.annotations.Nullable;

/** The figures that are asked for, in the order in which they are told. */
public enum Figure {
  INGEST_SINGLE_RATIO(
      "one signed event a request, per second, to the bare signed endpoint", "x", 0.5, true),
  INGEST_BATCH_RATIO(
      "events by batches of 500, per second, to the raw producer's records", "x", 0.4, true),
  PIPELINE_EVENTS_PER_S(
      "events per second from HTTP to the PostgreSQL row, all folds kept up", "/s", 40_000.0, true),
  PIPELINE_VS_POSTGRES(
      "the same to the two-statement PostgreSQL ledger, 10 000 accounts", "x", 3.0, true),
  PIPELINE_HOT_VS_POSTGRES("the same on one account, both sides", "x", 30.0, true),
  CHARGE_1_P50_MS("strict charge, 1 in flight, p50", "ms", 6.0, false),
  CHARGE_64_VS_POSTGRES(
      "strict charges at 64 in flight to the two-statement ledger at its best", "x", 0.7, true),
  CHARGE_64_P99_MS("strict charge, 64 in flight, p99", "ms", 20.0, false),
  CHARGE_256_VS_POSTGRES(
      "strict charges at 256 in flight to the two-statement ledger at its best", "x", 1.5, true),
  CHARGE_256_P99_MS("strict charge, 256 in flight, p99", "ms", 30.0, false),
  CHARGE_HOT_VS_POSTGRES("strict charges on one account, both sides", "x", 8.0, true),
  CHARGE_BACKGROUND_P99_MS(
      "strict charge at 500 a second beside 20 000 events a second, p99", "ms", 25.0, false),
  BALANCE_RATIO("signed balance reads per second to the bare signed endpoint", "x", 0.6, true),
  VISIBLE_P99_MS(
      "from sending an event to a balance that shows it, half load, p99", "ms", 100.0, false),
  ROW_P99_MS("from sending an event to its PostgreSQL row, half load, p99", "ms", 1_000.0, false),
  REBUILD_ENTRIES_PER_S(
      "entries per second folded from the ledger into empty views", "/s", 200_000.0, true),
  COST_GROWTH_RATIO(
      "processor time per event with many accounts and rows to that with few", "x", 1.3, false),
  STANDALONE_MIB("memory of all of Weir's processes at full load", "MiB", 1_536.0, false);

  private final String meaning;
  private final String unit;
  private final double target;
  private final boolean atLeast;

  Figure(String meaning, String unit, double target, boolean atLeast) {
    this.meaning = meaning;
    this.unit = unit;
    this.target = target;
    this.atLeast = atLeast;
  }

  /** As it is called in the JSON. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  public String meaning() {
    return meaning;
  }

  public String unit() {
    return unit;
  }

  public String wanted() {
    return (atLeast ? "at least " : "at most ") + Samples.text(target) + " " + unit;
  }

  /** How many times as good as it has to be; below 1 it misses. */
  public double reached(double value) {
    return atLeast ? value / target : target / value;
  }

  /** Whether what was measured is enough. */
  public boolean met(@Nullable Samples measured) {
    return measured != null && reached(measured.median()) >= 1;
  }
}
