package dev.weir.bench;

import dev.weir.bench.core.CoreBench;
import dev.weir.bench.http.HttpBench;
import dev.weir.bench.whole.WholeBench;
import java.util.Arrays;

/** {@code ./weir bench <what>}. */
public final class Bench {

  private Bench() {}

  public static void main(String[] args) throws Exception {
    String what = args.length == 0 || args[0].startsWith("--") ? "" : args[0];
    String[] rest = what.isEmpty() ? args : Arrays.copyOfRange(args, 1, args.length);
    switch (what) {
      case "core" -> CoreBench.main(rest);
      case "http" -> HttpBench.main(rest);
      case "" -> WholeBench.main(rest);
      default -> {
        System.err.println(
            "usage: ./weir bench [--quick | --smoke] [--json] | http [ROW ...] | core [--quick]");
        System.exit(2);
      }
    }
  }
}
