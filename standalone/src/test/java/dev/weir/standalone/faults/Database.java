package dev.weir.standalone.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** PostgreSQL as its administrator has it; nobody may be connected to what is copied. */
final class Database {
  private final String jdbcUrl;

  Database(String jdbcUrl) {
    this.jdbcUrl = jdbcUrl.replaceFirst("/weir$", "/postgres");
  }

  void backUp() throws SQLException {
    run("create database weir_backup template weir");
  }

  void restore() throws SQLException {
    run("drop database weir", "alter database weir_backup rename to weir");
  }

  private void run(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl, "postgres", "");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
