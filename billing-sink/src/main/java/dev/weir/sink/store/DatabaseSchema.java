package dev.weir.sink.store;

import org.flywaydb.core.Flyway;

/**
 * Brings the tables up to date, once per process and when the database is there: an application
 * that starts while PostgreSQL is away serves balances meanwhile.
 */
public final class DatabaseSchema {
  private final Flyway flyway;
  private boolean current;

  public DatabaseSchema(Flyway flyway) {
    this.flyway = flyway;
  }

  /** Throws Flyway's exception while the database is away; costs nothing once it has succeeded. */
  synchronized void bringUpToDate() {
    if (!current) {
      flyway.migrate();
      current = true;
    }
  }
}
