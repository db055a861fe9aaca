package dev.weir.edge.auth;

import dev.weir.edge.problem.Problem;

/** The refusals of this package, each with the header that HTTP asks for. */
final class Refusal {
  private static final String CHALLENGE = "Weir-Signature realm=\"weir\", Bearer realm=\"weir\"";

  private Refusal() {}

  static Problem unauthorized(String code, String detail) {
    return Problem.of(401, code, detail)
        .header("WWW-Authenticate", CHALLENGE)
        .error("Unauthorized");
  }

  static Problem forbidden(String code, String detail) {
    return Problem.of(403, code, detail).error("Forbidden");
  }
}
