package dev.weir.sink.store;

import dev.weir.schemas.fault.CrashPoints;
import dev.weir.sink.store.SinkOffsets.Owned;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import javax.sql.DataSource;

/**
 * The writer's transactions: claiming a partition, writing a batch, finding out what became of one.
 */
final class LedgerTransactions {

  /** What became of a batch. */
  enum Outcome {
    WRITTEN,
    /** Another owner has the partition, or has moved it on: nothing was written. */
    FENCED,
    /** Only after a failure: the batch is not there, and may be tried again. */
    ABSENT
  }

  /** A lock that somebody holds must not keep the writer from polling, or its group gives it up. */
  private static final String LIMITS =
      "SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '30s'";

  private final DataSource dataSource;
  private final SinkOffsets offsets;
  private final LedgerMonths months = new LedgerMonths();
  private final SeqGuard seqs = new SeqGuard();

  LedgerTransactions(DataSource dataSource, SinkOffsets offsets) {
    this.dataSource = dataSource;
    this.offsets = offsets;
  }

  Owned claim(int partition) throws SQLException {
    seqs.forget();
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      limit(connection);
      Owned owned = offsets.claim(connection, partition);
      connection.commit();
      return owned;
    }
  }

  /**
   * Rows and offsets, all or nothing. An exception leaves open which; {@link #settle} answers that.
   */
  Outcome write(LedgerBatch batch, Map<Integer, Owned> owned) throws SQLException {
    CrashPoints.hit("K1");
    try (Connection connection = dataSource.getConnection()) {
      for (long day : batch.days()) {
        months.ensure(connection, day);
      }
      connection.setAutoCommit(false);
      List<LedgerRow> fresh;
      try {
        limit(connection);
        if (!advance(connection, batch, owned)) {
          connection.rollback();
          return Outcome.FENCED;
        }
        fresh = seqs.fresh(connection, batch.rows());
        LedgerTable.insert(connection, fresh);
        CrashPoints.hit("K2");
        connection.commit();
      } catch (SQLException | RuntimeException failure) {
        undo(connection, failure);
        throw failure;
      }
      seqs.committed(fresh);
    }
    CrashPoints.hit("K3");
    return Outcome.WRITTEN;
  }

  /**
   * After {@link #write} failed: a COMMIT whose answer was lost may have happened, so the offset
   * rows are asked. If the server is still busy with it they show the old offset; writing again
   * then waits for its row locks and finds itself fenced, which is as safe.
   */
  Outcome settle(LedgerBatch batch, Map<Integer, Owned> owned) throws SQLException {
    seqs.forget();
    months.forget();
    SortedMap<Integer, Owned> stored;
    try (Connection connection = dataSource.getConnection()) {
      stored = offsets.read(connection);
    }
    SortedMap<Integer, Long> next = batch.nextOffsets();
    int written = 0;
    for (Map.Entry<Integer, Long> partition : next.entrySet()) {
      Owned mine = owned.get(partition.getKey());
      Owned now = stored.get(partition.getKey());
      if (mine == null || now == null || mine.epoch() != now.epoch()) {
        return Outcome.FENCED;
      }
      if (now.next() == partition.getValue()) {
        written++;
      } else if (now.next() != mine.next()) {
        return Outcome.FENCED;
      }
    }
    return written == next.size() ? Outcome.WRITTEN : Outcome.ABSENT;
  }

  private boolean advance(Connection connection, LedgerBatch batch, Map<Integer, Owned> owned)
      throws SQLException {
    for (Map.Entry<Integer, Long> partition : batch.nextOffsets().entrySet()) {
      Owned from = owned.get(partition.getKey());
      if (from == null
          || !offsets.advance(connection, partition.getKey(), from, partition.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static void limit(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(LIMITS);
    }
  }

  private static void undo(Connection connection, Exception failure) {
    try {
      connection.rollback();
    } catch (SQLException broken) {
      // The connection is gone, and the server rolls back what it held.
      failure.addSuppressed(broken);
    }
  }
}
