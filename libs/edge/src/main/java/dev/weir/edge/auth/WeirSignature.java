package dev.weir.edge.auth;

import dev.weir.edge.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code Weir-Signature: t=<unix seconds>,v2=<hex>[,v2=<hex>…]}. */
record WeirSignature(long seconds, List<String> v2) {
  static final int WINDOW_SECONDS = 300;
  private static final int MAX_SIGNATURES = 8;
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,15}");

  static WeirSignature parse(String header) {
    String time = null;
    List<String> signatures = new ArrayList<>();
    for (String part : header.split(",", -1)) {
      String trimmed = part.strip();
      if (trimmed.startsWith("t=")) {
        time = onlyOne(time, trimmed.substring(2));
      } else if (trimmed.startsWith("v2=")) {
        signatures.add(trimmed.substring(3));
      }
    }
    if (time == null || !SECONDS.matcher(time).matches()) {
      throw Refusal.unauthorized("timestamp_invalid", "Weir-Signature needs t=<unix seconds>.");
    }
    if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
      throw Refusal.unauthorized("signature_invalid", "Weir-Signature needs v2=<hex>.");
    }
    return new WeirSignature(Long.parseLong(time), List.copyOf(signatures));
  }

  void requireWindow(long nowMs) {
    if (Math.abs(nowMs / 1000 - seconds) > WINDOW_SECONDS) {
      throw Refusal.unauthorized(
          "timestamp_out_of_window", "t must be within 300 s of the server's time (see Date).");
    }
  }

  private static String onlyOne(@Nullable String seen, String next) {
    if (seen != null) {
      throw Refusal.unauthorized("timestamp_invalid", "Weir-Signature has more than one t.");
    }
    return next;
  }

  static Problem outdatedVersion() {
    return Refusal.unauthorized(
        "signature_version_not_allowed", "This tenant accepts Weir-Signature v2 only.");
  }
}
