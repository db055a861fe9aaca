package dev.weir.edge.auth;

import dev.weir.accounting.Mode;
import dev.weir.edge.json.Ids;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.Tenant;
import dev.weir.edge.tenants.Tenants;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns the one credential of a request into a caller, or refuses it. */
public final class Authenticator {
  private static final String AUTHORIZATION = "Authorization";
  private static final List<String> SCHEMES =
      List.of(Signatures.BODY_FIRST, Signatures.METHOD_FIRST, Signatures.V2, AUTHORIZATION);

  private final Signatures signatures;
  private final Bearers bearers;

  public Authenticator(Supplier<Tenants> tenants, LongSupplier clock, KeySource keys) {
    this.signatures = new Signatures(tenants, clock);
    this.bearers = new Bearers(tenants, new EndUserTokens(keys, clock));
  }

  /** Empty only where nobody has to be anybody. */
  public Optional<Caller> admit(RawRequest request, Right right) {
    if (right == Right.WEBHOOK) {
      return Optional.empty();
    }
    return right == Right.PUBLIC
        ? recognised(request)
        : Optional.of(allowed(authenticate(request, true), right));
  }

  /**
   * Whether a request that goes on and on would be let in now, as the same tenant's. A token ends
   * in its time; a signature may have grown old meanwhile.
   */
  public boolean admitsStill(RawRequest request, Right right, String tenant) {
    try {
      return allowed(authenticate(request, false), right).tenant().id().equals(tenant);
    } catch (Problem refused) {
      return false;
    }
  }

  private static Caller allowed(Caller caller, Right right) {
    if (caller.tenant().suspended()) {
      throw Refusal.forbidden("tenant_suspended", "This tenant is suspended.");
    }
    if (!right.allows(caller.scope())) {
      throw Refusal.forbidden("insufficient_scope", "This credential has no right to do this.");
    }
    return caller;
  }

  private Optional<Caller> recognised(RawRequest request) {
    try {
      return SCHEMES.stream().anyMatch(request.headers()::containsKey)
          ? Optional.of(authenticate(request, true))
          : Optional.empty();
    } catch (Problem notNeeded) {
      return Optional.empty();
    }
  }

  private Caller authenticate(RawRequest request, boolean fresh) {
    List<String> presented = SCHEMES.stream().filter(request.headers()::containsKey).toList();
    if (presented.isEmpty()) {
      throw Refusal.unauthorized("auth_missing", "Credentials are missing.");
    }
    if (presented.size() > 1) {
      throw Problem.malformed("auth_ambiguous", "Two kinds of credentials at once.")
          .header("WWW-Authenticate", "Weir-Signature realm=\"weir\", Bearer realm=\"weir\"");
    }
    String header = request.header(presented.getFirst()).orElse("");
    Identity identity =
        switch (presented.getFirst()) {
          case Signatures.BODY_FIRST -> Identity.signed(signatures.bodyFirst(request, header));
          case Signatures.METHOD_FIRST -> Identity.signed(signatures.methodFirst(request, header));
          case Signatures.V2 -> Identity.signed(signatures.version2(request, header, fresh));
          default -> bearers.identify(header);
        };
    return caller(request, identity);
  }

  private static Caller caller(RawRequest request, Identity identity) {
    Mode mode = mode(request, identity.mode());
    if (identity.user() != null) {
      requireSameUser(request, identity.user());
      return new Caller(
          identity.tenant(), mode, identity.scope(), identity.user(), identity.plan());
    }
    String user = request.header("X-User-Id").map(u -> Ids.checked("X-User-Id", u)).orElse(null);
    String plan =
        request.header("X-User-Plan").map(p -> Ids.checked("X-User-Plan", p)).orElse(null);
    return new Caller(identity.tenant(), mode, identity.scope(), user, plan);
  }

  /**
   * A token's user cannot be talked into being another; silently answering about itself misleads.
   */
  private static void requireSameUser(RawRequest request, String user) {
    if (request.header("X-User-Id").filter(named -> !named.equals(user)).isPresent()) {
      throw Refusal.forbidden("insufficient_scope", "A token opens its own user's account only.");
    }
  }

  private static Mode mode(RawRequest request, @Nullable Mode ofCredential) {
    Mode asked =
        request
            .header("X-Env")
            .map(
                text ->
                    switch (text.toLowerCase(Locale.ROOT)) {
                      case "live" -> Mode.LIVE;
                      case "test" -> Mode.TEST;
                      default ->
                          throw Problem.malformed("mode_invalid", "X-Env must be live or test.");
                    })
            .orElse(null);
    if (ofCredential == null) {
      return asked == null ? Mode.LIVE : asked;
    }
    if (asked != null && asked != ofCredential) {
      throw Problem.malformed("mode_mismatch", "X-Env does not agree with the key's mode.");
    }
    return ofCredential;
  }

  /** What a credential says by itself. HMAC secrets leave the mode to the request. */
  record Identity(
      Tenant tenant,
      Scope scope,
      @Nullable Mode mode,
      @Nullable String user,
      @Nullable String plan) {

    static Identity signed(Tenant tenant) {
      return new Identity(tenant, Scope.ADMIN, null, null, null);
    }

    static Identity keyed(Tenant tenant, Scope scope, @Nullable Mode mode) {
      return new Identity(tenant, scope, mode, null, null);
    }
  }
}
