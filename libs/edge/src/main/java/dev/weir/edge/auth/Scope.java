package dev.weir.edge.auth;

/** How far a credential reaches. */
public enum Scope {
  /** HMAC secrets and admin keys: everything of their tenant. */
  ADMIN,
  /** Ordinary secret keys: charge, hold, initialise, send events and read. */
  ORDINARY,
  /** An end user's token: that user's account. */
  END_USER,
  /** The cron secret: reconcile. */
  CRON
}
