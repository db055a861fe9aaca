package dev.weir.edge.http;

import java.util.List;

/** Which endpoints are our own; all others were defined by one of the seeds. */
final class Paths {
  private static final List<String> OURS =
      List.of(
          "/v1/events",
          "/v1/charges",
          "/v1/holds",
          "/v1/grants",
          "/v1/adjustments",
          "/v1/accounts",
          "/v1/test",
          "/v1/quarantine");

  private Paths() {}

  static boolean ours(String path) {
    return OURS.stream().anyMatch(own -> path.equals(own) || path.startsWith(own + "/"));
  }
}
