package dev.weir.edge.auth;

import dev.weir.accounting.Mode;
import dev.weir.edge.tenants.Tenant;
import dev.weir.edge.tenants.Tier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling: the tenant and mode of the credential, how far it reaches, and the user and plan
 * that it or the {@code X-User-Id} and {@code X-User-Plan} headers name.
 */
public record Caller(
    Tenant tenant, Mode mode, Scope scope, @Nullable String user, @Nullable String plan) {

  public boolean admin() {
    return scope == Scope.ADMIN;
  }

  public boolean endUser() {
    return scope == Scope.END_USER;
  }

  /** What the plan that was named lets the user count. */
  public Tier tier() {
    return Tier.of(tenant, Optional.ofNullable(plan), endUser() ? "plan" : "X-User-Plan");
  }
}
