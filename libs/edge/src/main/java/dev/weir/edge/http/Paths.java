package dev.weir.edge.http;

import dev.weir.edge.auth.RawRequest;
import java.util.List;
import java.util.Set;

/** Which endpoints are our own; all others were defined by one of the seeds, oddities included. */
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

  private static final Set<String> GUIDES_BUILDS =
      Set.of("/v1/ai/build", "/v1/ai/chat", "/v1/ai/plan");

  private Paths() {}

  static boolean ours(String path) {
    return OURS.stream().anyMatch(own -> path.equals(own) || path.startsWith(own + "/"));
  }

  /**
   * The billing guide's retry with a resume token does not say what its body is, and browsers then
   * call it text.
   */
  static boolean retriesUntyped(RawRequest request) {
    return GUIDES_BUILDS.contains(request.path()) && request.header("X-Resume-Token").isPresent();
  }
}
