package dev.weir.bench;

import dev.weir.bench.core.CoreBench;
import dev.weir.bench.http.HttpBench;
import java.util.Arrays;

/** {@code ./weir bench <what>}. */
public final class Bench {

  private Bench() {}

  public static void main(String[] args) throws Exception {
    String what = args.length == 0 ? "" : args[0];
    String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
    switch (what) {
      case "core" -> CoreBench.main(rest);
      case "http" -> HttpBench.main(rest);
      default -> {
        System.err.println("usage: ./weir bench core [--quick] | http [ROW ...]");
        System.exit(2);
      }
    }
  }
}
