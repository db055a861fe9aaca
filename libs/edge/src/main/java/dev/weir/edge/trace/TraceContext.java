package dev.weir.edge.trace;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The W3C trace context: which trace, which span of it, and its flags. */
public record TraceContext(String traceId, String spanId, String flags) {
  private static final Pattern TEXT =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
  private static final HexFormat HEX = HexFormat.of();
  private static final String SAMPLED = "01";

  /** The start of a trace of our own. */
  public static TraceContext fresh() {
    return new TraceContext(random(16), random(8), SAMPLED);
  }

  /** What a {@code traceparent} says; empty if it is not a proper one. */
  public static Optional<TraceContext> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(new TraceContext(matcher.group(1), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }

  /** A span under this one. */
  public TraceContext child() {
    return new TraceContext(traceId, random(8), flags);
  }

  public boolean sampled() {
    return (Integer.parseInt(flags, 16) & 1) == 1;
  }

  public String text() {
    return "00-" + traceId + "-" + spanId + "-" + flags;
  }

  private static String random(int bytes) {
    byte[] id = new byte[bytes];
    ThreadLocalRandom.current().nextBytes(id);
    return HEX.formatHex(id);
  }
}
