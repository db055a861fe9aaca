package dev.weir.edge.auth;

/** What an endpoint asks of its caller. */
public enum Right {
  /** Nobody is asked; a credential that happens to be right is still recognised. */
  PUBLIC,
  /** Any credential of the tenant's own: HMAC secret or secret key. */
  TENANT,
  /** Like TENANT, and an end user's token for that user's own account. */
  USER,
  /** An HMAC secret or an admin key. */
  ADMIN,
  /** The cron secret, or what ADMIN allows. */
  CRON,
  /** The endpoint verifies the webhook's own signature. */
  WEBHOOK;

  boolean allows(Scope scope) {
    return switch (this) {
      case PUBLIC, WEBHOOK -> true;
      case TENANT -> scope == Scope.ADMIN || scope == Scope.ORDINARY;
      case USER -> scope != Scope.CRON;
      case ADMIN -> scope == Scope.ADMIN;
      case CRON -> scope == Scope.CRON || scope == Scope.ADMIN;
    };
  }
}
