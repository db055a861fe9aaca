package dev.weir.edge.trace;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done, from when to when.
 *
 * @param parent the span it was done for, if that is known
 */
public record Span(
    What what, TraceContext context, @Nullable String parent, long startMs, long endMs) {

  /** Of what kind, and with which figures; {@code failed} is our fault, not a caller's. */
  public record What(String name, Kind kind, Map<String, String> attributes, boolean failed) {}

  /** As OTLP numbers them. */
  public enum Kind {
    SERVER(2),
    CONSUMER(5);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }
}
