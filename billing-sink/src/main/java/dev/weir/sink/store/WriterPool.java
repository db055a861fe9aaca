package dev.weir.sink.store;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

/**
 * The connections of those who write: one for the ledger's rows, one for the builds. However many
 * read, what was decided gets into the database.
 */
public final class WriterPool implements AutoCloseable {
  private static final int WRITERS = 2;

  private final HikariDataSource pool = new HikariDataSource();

  /**
   * @param reads to the same database, with the same settings
   */
  public WriterPool(HikariDataSource reads) {
    reads.copyStateTo(pool);
    pool.setPoolName("writers");
    pool.setMaximumPoolSize(WRITERS);
  }

  public DataSource connections() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
  }
}
