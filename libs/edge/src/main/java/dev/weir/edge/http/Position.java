package dev.weir.edge.http;

import dev.weir.edge.problem.Problem;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a write says in {@code Weir-Position} and a read waits for: the newest entry of an account
 * ({@code s42}), or how far the log of commands has to be applied ({@code p0:17,p3:4}).
 */
public sealed interface Position {
  String HEADER = "Weir-Position";

  record Seq(long seq) implements Position {
    @Override
    public String text() {
      return "s" + seq;
    }
  }

  /** By partition the offset of the command that has to be seen. */
  record Offsets(Map<Integer, Long> offsets) implements Position {
    @Override
    public String text() {
      return new TreeMap<>(offsets)
          .entrySet().stream()
              .map(e -> "p" + e.getKey() + ":" + e.getValue())
              .collect(Collectors.joining(","));
    }
  }

  String text();

  static Position parse(String text) {
    if (Shape.SEQ.matcher(text).matches()) {
      return new Seq(Long.parseLong(text.substring(1)));
    }
    if (Shape.OFFSETS.matcher(text).matches()) {
      Map<Integer, Long> offsets = new TreeMap<>();
      for (String part : text.split(",", -1)) {
        int colon = part.indexOf(':');
        int partition = Integer.parseInt(part.substring(1, colon));
        offsets.merge(partition, Long.valueOf(part.substring(colon + 1)), Math::max);
      }
      return new Offsets(offsets);
    }
    throw Problem.malformed("position_invalid", "Weir-Position is not one that we gave.");
  }

  /** The two forms. */
  final class Shape {
    private static final Pattern SEQ = Pattern.compile("s[0-9]{1,18}");
    private static final Pattern OFFSETS =
        Pattern.compile("p[0-9]{1,6}:[0-9]{1,18}(,p[0-9]{1,6}:[0-9]{1,18}){0,999}");

    private Shape() {}
  }
}
