package dev.weir.sink.store;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells trouble that passes (no connection, a lock, a full disk) from what somebody must repair.
 */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  static void report(WriterStatus status, SQLException failure, long retryInMs) {
    String state = failure.getSQLState();
    String reason = "SQLSTATE %s: %s".formatted(state, firstLine(failure));
    status.troubled(reason, needsRepair(state));
    LOG.warn("writing the ledger's rows failed, again in {} ms: {}", retryInMs, reason);
  }

  /** Bad data, a broken constraint, a missing table or right: the same again gives the same. */
  static boolean needsRepair(@org.jspecify.annotations.Nullable String sqlState) {
    return sqlState != null
        && (sqlState.startsWith("22") || sqlState.startsWith("23") || sqlState.startsWith("42"));
  }

  /** What is not about a connection is about the data or the topic, and stays as it is. */
  static boolean needsRepair(RuntimeException failure) {
    return switch (failure) {
      case org.apache.kafka.common.errors.RetriableException _ -> false;
      case org.flywaydb.core.api.FlywayException flyway ->
          !(flyway.getCause() instanceof SQLException sql) || needsRepair(sql.getSQLState());
      default -> true;
    };
  }

  /** A message's further lines can quote the row. */
  private static String firstLine(SQLException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}
