package dev.weir.standalone.faults;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API as it is described, asked of the services. */
final class Routes {
  /** Both sides say how they are and what they offer. */
  private static final Set<String> BOTH =
      Set.of("/health", "/health/live", "/health/ready", "/openapi.json", "/postman.json", "/docs");

  private Routes() {}

  /** Routes that neither of two services serves, or both do. */
  static List<String> notServedByExactlyOne(String gateway, String sink) throws IOException {
    List<String> wrong = new ArrayList<>();
    try (InputStream in = Routes.class.getResourceAsStream("/openapi/openapi.json")) {
      JsonNode paths = JsonMapper.shared().readTree(in).get("paths");
      for (var path : paths.properties()) {
        String concrete = path.getKey().replaceAll("\\{[^}]*}", "x");
        if (BOTH.contains(concrete)
            || concrete.endsWith("health")
            || concrete.endsWith("healthz")) {
          continue;
        }
        for (String method : path.getValue().propertyNames()) {
          boolean there = served(gateway, method, concrete);
          if (there == served(sink, method, concrete)) {
            wrong.add(method + " " + concrete + (there ? " by both" : " by none"));
          }
        }
      }
    }
    return wrong;
  }

  /** Without a credential, what is there asks for one, and what is not says so. */
  private static boolean served(String url, String method, String path) throws IOException {
    int status = Caller.anonymous(url, method.toUpperCase(java.util.Locale.ROOT), path).status();
    return status != 404 && status != 405;
  }
}
