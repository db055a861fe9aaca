package dev.weir.edge.auth;

import dev.weir.accounting.Mode;
import dev.weir.edge.auth.Authenticator.Identity;
import dev.weir.edge.json.Ids;
import dev.weir.edge.json.Json;
import dev.weir.edge.json.StrictJson;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.Tenant;
import dev.weir.edge.tenants.Tenants;
import dev.weir.edge.tenants.TokenIssuer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * End users' tokens: JWTs signed RS256 or ES256 by the issuer that a tenant trusts. The algorithm
 * is fixed by the key, nothing in the token says where to look for keys, and a token without an end
 * is refused.
 */
final class EndUserTokens {
  private static final long LEEWAY_MS = 5_000;
  private static final Set<String> KEY_FROM_TOKEN = Set.of("jku", "x5u", "jwk", "x5c", "crit");

  private final KeySource keys;
  private final LongSupplier clock;

  EndUserTokens(KeySource keys, LongSupplier clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** Secret keys have no dots, and a JSON header always begins with {@code eyJ}. */
  static boolean looksLikeOne(String token) {
    return token.startsWith("eyJ") || token.chars().filter(c -> c == '.').count() >= 2;
  }

  static Problem invalid() {
    return Refusal.unauthorized("token_invalid", "The token is not valid.");
  }

  Identity identify(String token, Tenants tenants) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw invalid();
    }
    Claims header = Claims.parse(decoded(parts[0]));
    Claims claims = Claims.parse(decoded(parts[1]));
    Tenant tenant = tenants.issuedBy(claims.text("iss"), claims.publishableKey()).orElse(null);
    if (tenant == null || tenant.keys().issuer() == null) {
      throw invalid();
    }
    TokenIssuer issuer = tenant.keys().issuer();
    verify(header, issuer, parts);
    requireTimeAndAudience(claims, issuer);
    String user = claims.text("sub");
    if (!Ids.valid(user)) {
      throw invalid();
    }
    Mode mode = claims.publishableKey().startsWith("pk_test_") ? Mode.TEST : Mode.LIVE;
    return new Identity(tenant, Scope.END_USER, mode, user, claims.plan());
  }

  private void verify(Claims header, TokenIssuer issuer, String[] parts) {
    String algorithm = header.text("alg");
    String kid = header.text("kid");
    if (header.hasAny(KEY_FROM_TOKEN) || !Ids.valid(kid)) {
      throw invalid();
    }
    String name =
        switch (algorithm) {
          case "RS256" -> "SHA256withRSA";
          case "ES256" -> "SHA256withECDSAinP1363Format";
          default -> throw invalid();
        };
    PublicKey key = keys.key(issuer, kid, algorithm).orElseThrow(EndUserTokens::invalid);
    if (!signed(name, key, parts)) {
      PublicKey again = keys.keyAgain(issuer, kid, algorithm).orElseThrow(EndUserTokens::invalid);
      if (again.equals(key) || !signed(name, again, parts)) {
        throw invalid();
      }
    }
  }

  private static boolean signed(String algorithm, PublicKey key, String[] parts) {
    byte[] shown = decoded(parts[2]);
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initVerify(key);
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(shown);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private void requireTimeAndAudience(Claims claims, TokenIssuer issuer) {
    long now = clock.getAsLong();
    boolean current =
        claims.seconds("exp").filter(exp -> exp * 1000 + LEEWAY_MS > now).isPresent()
            && (!claims.hasAny(Set.of("nbf"))
                || claims.seconds("nbf").filter(nbf -> nbf * 1000 - LEEWAY_MS <= now).isPresent());
    String audience = issuer.audience();
    if (!current || (audience != null && !claims.texts("aud").contains(audience))) {
      throw invalid();
    }
  }

  private static byte[] decoded(String part) {
    try {
      return Base64.getUrlDecoder().decode(part);
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
  }

  /** A token's JSON objects, in which anything unexpected reads as absent. */
  private record Claims(Json.Members members) {
    static Claims parse(byte[] json) {
      try {
        if (StrictJson.parse(json) instanceof Json.Members members) {
          return new Claims(members);
        }
      } catch (Problem malformed) {
        throw invalid();
      }
      throw invalid();
    }

    boolean hasAny(Set<String> names) {
      return names.stream().anyMatch(members.values()::containsKey);
    }

    String text(String name) {
      return members.values().get(name) instanceof Json.Text text ? text.value() : "";
    }

    List<String> texts(String name) {
      if (members.values().get(name) instanceof Json.Items items) {
        return items.values().stream()
            .filter(Json.Text.class::isInstance)
            .map(item -> ((Json.Text) item).value())
            .toList();
      }
      return List.of(text(name));
    }

    Optional<Long> seconds(String name) {
      if (members.values().get(name) instanceof Json.Number number
          && number.literal().matches("[0-9]{1,12}(\\.[0-9]{1,9})?")) {
        return Optional.of(Long.parseLong(number.literal().split("\\.", 2)[0]));
      }
      return Optional.empty();
    }

    String publishableKey() {
      String own = text("publishableKey");
      return own.isEmpty() ? metadata("publishableKey") : own;
    }

    @Nullable String plan() {
      String own = text("plan");
      String plan = own.isEmpty() ? metadata("plan") : own;
      return plan.isEmpty() ? null : plan;
    }

    private String metadata(String name) {
      for (String place : List.of("publicMetadata", "public_metadata", "metadata")) {
        if (members.values().get(place) instanceof Json.Members metadata) {
          return new Claims(metadata).text(name);
        }
      }
      return "";
    }
  }
}
