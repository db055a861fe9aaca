package dev.weir.edge.auth;

import dev.weir.edge.auth.Authenticator.Identity;
import dev.weir.edge.tenants.Tenants;
import java.util.function.Supplier;

/** {@code Authorization: Bearer …}: a secret key, the cron secret, or an end user's token. */
final class Bearers {
  private static final String PREFIX = "Bearer ";
  private static final int MAX_TOKEN = 8 * 1024;

  private final Supplier<Tenants> tenants;
  private final EndUserTokens tokens;

  Bearers(Supplier<Tenants> tenants, EndUserTokens tokens) {
    this.tenants = tenants;
    this.tokens = tokens;
  }

  Identity identify(String header) {
    if (!header.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
      throw Refusal.unauthorized("auth_invalid", "Authorization must be a Bearer credential.");
    }
    String token = header.substring(PREFIX.length()).strip();
    if (EndUserTokens.looksLikeOne(token)) {
      if (token.length() > MAX_TOKEN) {
        throw EndUserTokens.invalid();
      }
      return tokens.identify(token, tenants.get());
    }
    String hash = Digests.sha256Hex(token);
    Tenants known = tenants.get();
    return known
        .apiKey(hash)
        .map(
            found ->
                Identity.keyed(
                    found.tenant(),
                    found.key().admin() ? Scope.ADMIN : Scope.ORDINARY,
                    found.key().mode()))
        .or(() -> known.cron(hash).map(tenant -> Identity.keyed(tenant, Scope.CRON, null)))
        .orElseThrow(() -> Refusal.unauthorized("auth_invalid", "This credential is not valid."));
  }
}
