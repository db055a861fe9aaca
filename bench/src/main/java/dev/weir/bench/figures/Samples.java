package dev.weir.bench.figures;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The same thing measured in several rounds. */
public record Samples(List<Double> values) {

  public Samples {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    values = List.copyOf(values);
  }

  public static Samples of(double... values) {
    return new Samples(Arrays.stream(values).boxed().toList());
  }

  public double median() {
    double[] sorted = sorted();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  public double least() {
    return sorted()[0];
  }

  public double most() {
    return sorted()[values.size() - 1];
  }

  /** Of a hundred values the one that as many as this are not above. */
  public double percentile(double percent) {
    double[] sorted = sorted();
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.clamp(rank, 1, sorted.length) - 1];
  }

  /** Round by round, so that what disturbs the machine disturbs both sides. */
  public Samples per(Samples other) {
    if (other.values.size() != values.size()) {
      throw new IllegalArgumentException("not measured in the same rounds");
    }
    double[] ratios = new double[values.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = values.get(i) / other.values.get(i);
    }
    return of(ratios);
  }

  private double[] sorted() {
    return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  @Override
  public String toString() {
    return values.size() == 1
        ? text(median())
        : text(median()) + " (" + text(least()) + " to " + text(most()) + ")";
  }

  /** Three digits that matter, and the rest for the eye. */
  static String text(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
