package dev.weir.bench.http;

import dev.weir.bench.figures.Machine;
import dev.weir.bench.load.HttpLoad;
import dev.weir.bench.load.LoadResult;
import dev.weir.bench.system.Processes;
import dev.weir.bench.system.Weir;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** {@code ./weir bench http}: a table of what each kind of request reaches. */
public final class HttpBench {
  private final HttpOptions options;
  private final int port;
  private final Traffic traffic;
  private final Processes weir;

  private HttpBench(HttpOptions options, Weir weir) throws IOException {
    this.options = options;
    this.port = weir.port();
    this.traffic = new Traffic(port, options.accounts());
    this.weir = weir.processes();
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    HttpOptions options;
    List<Row> rows;
    try {
      options = HttpOptions.parse(arguments);
      rows = Row.named(options.rows());
    } catch (RuntimeException e) {
      System.err.println("bench: " + e.getMessage() + "\n" + HttpOptions.USAGE);
      System.exit(2);
      return;
    }
    try (Weir weir =
        options.port() > 0 ? Weir.running(options.port()) : Weir.find(options.fsync())) {
      HttpBench bench = new HttpBench(options, weir);
      Opened.accounts(bench.port, bench.traffic);
      print(
          "%-15s %9s %10s %9s %9s %8s %7s %10s %10s %8s%n",
          "",
          "in flight",
          "per second",
          "p50 ms",
          "p99 ms",
          "refused",
          "failed",
          "Weir cores",
          "own cores",
          "stolen %");
      for (Row row : rows) {
        bench.measure(row);
      }
      print("Weir's memory: %.0f MiB%n", bench.weir.mib());
    }
  }

  private void measure(Row row) throws IOException {
    HttpLoad load = new HttpLoad(port, row.inFlight(), row.requests().apply(traffic));
    Processes own = Processes.own();
    double weirBefore = weir.cpuSeconds();
    double ownBefore = own.cpuSeconds();
    Machine.Time timeBefore = Machine.time();
    long started = System.nanoTime();
    LoadResult result =
        options.perSecond() > 0
            ? load.atRate(options.perSecond(), options.warmUp(), options.time())
            : load.saturate(options.warmUp(), options.time());
    double seconds = (System.nanoTime() - started) / 1e9;
    print(
        "%-15s %9d %,10.0f %9.2f %9.2f %8d %7d %10.2f %10.2f %8.0f%n",
        row.name(),
        row.inFlight(),
        result.perSecond() * row.each(),
        result.p50Ms(),
        result.p99Ms(),
        result.refused(),
        result.failed(),
        (weir.cpuSeconds() - weirBefore) / seconds,
        (own.cpuSeconds() - ownBefore) / seconds,
        Machine.time().stolenSince(timeBefore) * 100);
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
