package dev.weir.bench.peer;

import dev.weir.bench.system.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ledger that a team would write in PostgreSQL, on a server of its own with the settings that
 * it comes with, each commit on the disk; driven by PostgreSQL's own pgbench.
 */
public final class PostgresLedger implements AutoCloseable {
  /** {@code statements} is begin, update, insert, commit; {@code function} does it in one call. */
  public enum Script {
    STATEMENTS,
    STATEMENTS_HOT,
    FUNCTION,
    FUNCTION_HOT;

    String file() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".sql";
    }
  }

  /** What one run of pgbench reached. */
  public record Reached(int clients, double perSecond, double meanMs) {}

  private static final String INSTALL = "postgresql-15 (server and pgbench)";
  private static final Pattern PER_SECOND = Pattern.compile("tps = ([0-9.]+)");
  private static final Pattern MEAN_MS = Pattern.compile("latency average = ([0-9.]+) ms");
  private static final long READY_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Path folder;
  private final Path pgbench;
  private final int port;
  private final Process server;

  private PostgresLedger(Path folder, Path pgbench, int port, Process server) {
    this.folder = folder;
    this.pgbench = pgbench;
    this.port = port;
    this.server = server;
  }

  public static PostgresLedger start() throws IOException, InterruptedException {
    Path initdb = Programs.find("initdb", INSTALL);
    Path postgres = Programs.find("postgres", INSTALL);
    Path pgbench = Programs.find("pgbench", INSTALL);
    Path folder = Files.createTempDirectory("weir-peer-postgres");
    String data = folder.resolve("data").toString();
    int port = Ports.free();
    Programs.output(
        Programs.unprivileged(
            folder,
            initdb.toString(),
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C"));
    Process server =
        Programs.start(
            Programs.unprivileged(
                folder,
                postgres.toString(),
                "-D",
                data,
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories="),
            folder.resolve("postgres.log"));
    PostgresLedger ledger = new PostgresLedger(folder, pgbench, port, server);
    ledger.fill();
    return ledger;
  }

  private void fill() throws IOException, InterruptedException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(Programs.resource("tables.sql"));
      statement.execute("VACUUM ANALYZE account");
    } catch (SQLException e) {
      throw new IOException("the PostgreSQL ledger cannot be made", e);
    }
  }

  private Connection connect() throws IOException, InterruptedException, SQLException {
    long end = System.nanoTime() + READY_NANOS;
    while (true) {
      try {
        return DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
      } catch (SQLException e) {
        if (System.nanoTime() > end || !server.isAlive()) {
          throw e;
        }
        Thread.sleep(50);
      }
    }
  }

  public Reached run(Script script, int clients, int seconds)
      throws IOException, InterruptedException {
    Path file = Programs.resource(script.file(), folder);
    String said =
        Programs.output(
            List.of(
                pgbench.toString(),
                "-n",
                "-M",
                "prepared",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-U",
                "postgres",
                "-f",
                file.toString(),
                "-c",
                Integer.toString(clients),
                "-j",
                Integer.toString(Math.min(2, clients)),
                "-T",
                Integer.toString(seconds),
                "postgres"));
    return new Reached(clients, number(PER_SECOND, said), number(MEAN_MS, said));
  }

  /** The number of clients with which it does most: what a user who tunes would come to. */
  public Reached best(Script script, List<Integer> clients, int seconds)
      throws IOException, InterruptedException {
    Reached best = run(script, clients.getFirst(), seconds);
    for (int more : clients.subList(1, clients.size())) {
      Reached next = run(script, more, seconds);
      best = next.perSecond() > best.perSecond() ? next : best;
    }
    return best;
  }

  static double number(Pattern pattern, String said) throws IOException {
    Matcher matcher = pattern.matcher(said);
    if (!matcher.find()) {
      throw new IOException("pgbench did not say what it reached: " + said.strip());
    }
    return Double.parseDouble(matcher.group(1));
  }

  @Override
  public void close() throws IOException {
    // Its "fast" way to stop; it waits for no client.
    new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start();
    try {
      server.waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Programs.delete(folder);
  }
}
