package dev.weir.bench.whole;

import dev.weir.bench.figures.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Everything that was measured, by name and round, told as it comes. */
final class Book {
  private final Map<String, List<Double>> values = new LinkedHashMap<>();
  private final List<String> remarks = new ArrayList<>();
  private final long opened = System.nanoTime();

  void add(String name, double value) {
    values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    System.err.printf(Locale.ROOT, "  %-34s %,14.2f%n", name, value);
  }

  /** Something that a reader of the rows has to know. */
  void remark(String text) {
    remarks.add(text);
    System.err.println("  " + text);
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - opened);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  Samples samples(String name) {
    List<Double> measured = values.get(name);
    if (measured == null) {
      throw new IllegalArgumentException(name + " was not measured");
    }
    return new Samples(measured);
  }

  double median(String name) {
    return samples(name).median();
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    values.forEach(
        (name, measured) -> lines.add("%-34s %s".formatted(name, new Samples(measured))));
    lines.addAll(remarks);
    return lines;
  }
}
