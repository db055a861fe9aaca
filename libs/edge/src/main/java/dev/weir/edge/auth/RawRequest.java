package dev.weir.edge.auth;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came in: the path undecoded, the body's bytes untouched. Signatures are checked
 * over this and nothing else. Header names are without case.
 */
public record RawRequest(
    String method, String path, @Nullable String query, Map<String, String> headers, byte[] body) {

  public RawRequest {
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    headers = copy;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  public String pathWithQuery() {
    return query == null ? path : path + "?" + query;
  }

  byte[] methodBytes() {
    return bytes(method);
  }

  /** The container hands out the request line as Latin-1, byte for byte. */
  static byte[] bytes(String requestLine) {
    return requestLine.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Without headers and body: a request must not end up in a log by way of its toString. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
