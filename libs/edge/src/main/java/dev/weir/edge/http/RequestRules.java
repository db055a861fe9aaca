package dev.weir.edge.http;

import dev.weir.edge.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What holds for every request before anybody asks who sent it. */
final class RequestRules {
  static final int MAX_BODY = 1024 * 1024;
  private static final int MAX_URI = 8 * 1024;
  private static final int MAX_HEADERS = 100;
  private static final int MAX_HEADER_CHARS = 16 * 1024;

  /** Spellings of a path that another party could read differently than we do. */
  private static final List<String> TRICKS =
      List.of("//", "/./", "/../", "\\", ";", "%2f", "%5c", "%25", "%3b", "%0", "%1", "%7f");

  /** Headers that decide something; of the others the first one counts. */
  private static final Set<String> ONLY_ONCE =
      Set.of(
          "authorization",
          "x-sheen-signature",
          "x-hmac-signature",
          "weir-signature",
          "stripe-signature",
          "svix-id",
          "svix-timestamp",
          "svix-signature",
          "webhook-id",
          "webhook-timestamp",
          "webhook-signature",
          "idempotency-key",
          "weir-position",
          "x-resume-token",
          "x-user-id",
          "x-user-plan",
          "x-env",
          "host",
          "content-length",
          "content-type",
          "content-encoding");

  private RequestRules() {}

  static Map<String, String> headers(HttpServletRequest request) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    int count = 0;
    int chars = 0;
    for (String name : Collections.list(request.getHeaderNames())) {
      List<String> values = Collections.list(request.getHeaders(name));
      if (values.size() > 1 && ONLY_ONCE.contains(name.toLowerCase(Locale.ROOT))) {
        throw Problem.malformed("header_duplicated", "The header " + name + " appears twice.");
      }
      count += values.size();
      for (String value : values) {
        chars += name.length() + value.length() + 4;
      }
      headers.put(name, values.getFirst());
    }
    if (count > MAX_HEADERS || chars > MAX_HEADER_CHARS) {
      throw Problem.of(431, "headers_too_large", "At most 100 headers and 16 KiB of them.");
    }
    return headers;
  }

  static void checkPath(HttpServletRequest request) {
    String path = request.getRequestURI();
    String query = request.getQueryString();
    if (path.length() + (query == null ? 0 : query.length() + 1) > MAX_URI) {
      throw Problem.of(414, "uri_too_long", "The path and query are over 8 KiB.");
    }
    // A dot is a letter of ids; only a segment of nothing else is a way.
    String lower = path.toLowerCase(Locale.ROOT).replace("%2e", ".");
    boolean tricky =
        TRICKS.stream().anyMatch(lower::contains)
            || lower.endsWith("/.")
            || lower.endsWith("/..")
            || !lower.startsWith("/");
    if (tricky) {
      throw Problem.malformed("path_invalid", "The path is not in its plain form.");
    }
  }

  static void checkEncoding(Map<String, String> headers) {
    String encoding = headers.get("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw Problem.of(415, "content_encoding_unsupported", "Send the body as it is.");
    }
  }
}
