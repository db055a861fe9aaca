package dev.weir.bench.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What all this ran on. */
public final class Machine {
  private static final int STOLEN = 8;

  private Machine() {}

  public static String description() {
    return String.format(
        Locale.ROOT,
        "%d processors (%s), %.1f GiB of memory, Linux %s, Java %s",
        Runtime.getRuntime().availableProcessors(),
        first(Path.of("/proc/cpuinfo"), "model name"),
        Long.parseLong(first(Path.of("/proc/meminfo"), "MemTotal").replaceAll("[^0-9]", ""))
            / 1048576.0,
        System.getProperty("os.version"),
        System.getProperty("java.version"));
  }

  /**
   * How busy it is with other things; above a few tenths before a run, figures are not to be
   * trusted.
   */
  public static String load() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
  }

  /** Processor time so far: all of it, and what the host of a virtual machine gave to others. */
  public record Time(long all, long stolen) {
    /** The part of the time since then that was taken away. */
    public double stolenSince(Time before) {
      return (double) (stolen - before.stolen) / Math.max(1, all - before.all);
    }
  }

  public static Time time() throws IOException {
    String[] fields = Files.readAllLines(Path.of("/proc/stat")).getFirst().split(" +");
    long all = 0;
    // The last two are counted in others already.
    for (int i = 1; i <= STOLEN; i++) {
      all += Long.parseLong(fields[i]);
    }
    return new Time(all, Long.parseLong(fields[STOLEN]));
  }

  private static String first(Path file, String name) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("0");
    } catch (IOException e) {
      return "0";
    }
  }
}
