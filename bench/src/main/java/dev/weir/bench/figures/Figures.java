package dev.weir.bench.figures;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What each figure came to, or why it has no number. */
public final class Figures {
  private static final String UNSAID = "its part failed, see the remarks under the rows";

  private final Map<Figure, Samples> measured = new EnumMap<>(Figure.class);
  private final Map<Figure, String> reasons = new EnumMap<>(Figure.class);

  public void put(Figure figure, Samples samples) {
    measured.put(figure, samples);
  }

  public void put(Figure figure, double value) {
    put(figure, Samples.of(value));
  }

  public void missing(Figure figure, String reason) {
    reasons.put(figure, reason);
  }

  public @Nullable Samples of(Figure figure) {
    return measured.get(figure);
  }

  /** Why it has no number; empty where it has one. */
  public String reason(Figure figure) {
    return measured.containsKey(figure) ? "" : reasons.getOrDefault(figure, UNSAID);
  }

  /** One line: every figure's median, or null. */
  public String json() {
    return Stream.of(Figure.values())
        .map(figure -> "\"" + figure.key() + "\":" + number(measured.get(figure)))
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** Three decimals say more than the measurement knows. */
  private static String number(@Nullable Samples samples) {
    if (samples == null || !Double.isFinite(samples.median())) {
      return "null";
    }
    double rounded = Math.round(samples.median() * 1000) / 1000.0;
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }
}
