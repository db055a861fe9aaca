package dev.weir.edge.http;

import dev.weir.edge.problem.Problem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The query string, in which a parameter may appear once. */
final class Query {
  private final Map<String, String> parameters = new HashMap<>();

  private Query() {}

  static Query parse(@Nullable String raw) {
    Query query = new Query();
    if (raw == null || raw.isEmpty()) {
      return query;
    }
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      if (query.parameters.putIfAbsent(name, value) != null) {
        throw Problem.malformed("query_duplicated", "A query parameter appears twice.");
      }
    }
    return query;
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Problem.malformed("query_invalid", "The query is not properly encoded.");
    }
  }
}
