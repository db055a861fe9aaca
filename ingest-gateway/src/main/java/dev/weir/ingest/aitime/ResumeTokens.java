package dev.weir.ingest.aitime;

import dev.weir.edge.auth.Caller;
import dev.weir.edge.auth.Digests;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.Secret;
import dev.weir.schemas.avro.DecisionRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that let a refused operation be tried again after a purchase. A token is signed with its
 * tenant's secret, so no instance has to remember it; that it is used only once is decided in the
 * topology, by the id inside it.
 */
final class ResumeTokens {
  static final Duration LIFETIME = Duration.ofHours(1);

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private ResumeTokens() {}

  /**
   * The same refusal told again gives the same token. Null where there is no secret to sign with:
   * that tenant's callers try again without one.
   */
  static @Nullable String issue(Caller caller, String operation, DecisionRecord refused) {
    if (caller.tenant().hmac().isEmpty()) {
      return null;
    }
    long end = refused.getTime() + LIFETIME.toMillis();
    String user = refused.getUser();
    String id =
        Digests.sha256Hex(refused.getMode() + "/" + user + "/" + refused.getId() + "/" + end);
    String claim = id + "." + end;
    Secret newest = caller.tenant().hmac().iterator().next();
    return claim + "." + seal(newest, caller, user, operation, claim);
  }

  /**
   * The token's id, once it is certain that the token was made for this user and operation and
   * still lives.
   */
  static String check(String token, Caller caller, String user, String operation, long now) {
    int last = token.lastIndexOf('.');
    int first = token.indexOf('.');
    if (first <= 0 || first == last || !genuine(token, last, caller, user, operation)) {
      throw invalid();
    }
    if (Long.parseLong(token.substring(first + 1, last)) <= now) {
      throw invalid();
    }
    return token.substring(0, first);
  }

  static Problem invalid() {
    return Problem.of(
            403,
            "resume_token_invalid",
            "The resume token is used up, expired, or was made for another user or operation.")
        .error("Forbidden");
  }

  private static boolean genuine(
      String token, int last, Caller caller, String user, String operation) {
    String claim = token.substring(0, last);
    byte[] shown = token.substring(last + 1).getBytes(StandardCharsets.UTF_8);
    boolean found = false;
    for (Secret secret : caller.tenant().hmac()) {
      byte[] expected =
          seal(secret, caller, user, operation, claim).getBytes(StandardCharsets.UTF_8);
      found |= MessageDigest.isEqual(expected, shown);
    }
    return found;
  }

  private static String seal(
      Secret secret, Caller caller, String user, String operation, String claim) {
    String text = String.join("\n", "resume", caller.mode().text(), user, operation, claim);
    return ENCODER.encodeToString(secret.sign(text.getBytes(StandardCharsets.UTF_8)));
  }
}
