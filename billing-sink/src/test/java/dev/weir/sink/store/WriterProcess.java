package dev.weir.sink.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.weir.sink.support.Connections;

/** A writer in a process of its own, so that it can be killed: topic, database, broker. */
final class WriterProcess {
  private WriterProcess() {}

  public static void main(String[] arguments) {
    String topic = arguments[0];
    String url = arguments[1];
    HikariDataSource pool = Connections.pool(url);
    LedgerWriter writer =
        LedgerWriter.of(
            topic,
            () -> Connections.writer(arguments[2], topic),
            PlainLedger.READER,
            new DatabaseSchema(Connections.flyway(url)),
            pool);
    writer.start();
  }
}
