package dev.weir.sink.store;

import java.sql.SQLException;

/**
 * PostgreSQL did not answer. A read that needs it is answered 503, never with what is not there.
 */
public final class DatabaseAway extends RuntimeException {
  DatabaseAway(SQLException cause) {
    super("the database does not answer (SQLSTATE " + cause.getSQLState() + ")", cause);
  }
}
