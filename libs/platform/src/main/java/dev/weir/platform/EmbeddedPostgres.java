package dev.weir.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A PostgreSQL server in a process of its own, with data that stays. */
public final class EmbeddedPostgres implements AutoCloseable {
  public static final String USER = "postgres";

  /**
   * A server writes this beside its data while it runs; what is left of it after a kill names a
   * dead process.
   */
  private static final String LOCK = "postmaster.pid";

  /** Its "fast" shutdown: connections are closed, what was committed is safe. */
  private static final String STOP_SIGNAL = "INT";

  private final ChildProcess process;
  private final int port;

  private EmbeddedPostgres(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts the server, waits until it answers, and creates the databases that are missing. */
  public static EmbeddedPostgres start(Path folder, int port, List<String> databases) {
    Path bin = Unpacked.postgres().resolve("bin");
    Path cluster = cluster(folder);
    List<String> unprivileged = Unprivileged.prefix(folder);
    if (!Files.isDirectory(cluster)) {
      create(bin, cluster, unprivileged);
    }
    removeStaleLock(cluster);
    Program program =
        new Program(
            "PostgreSQL",
            command(bin, cluster, unprivileged, port),
            Map.of(),
            cluster.toString(),
            STOP_SIGNAL,
            folder.resolve("postgres.log"));
    ChildProcess process = ChildProcess.start(program, () -> answers(port), Duration.ofMinutes(1));
    databases.forEach(database -> createDatabase(port, database));
    return new EmbeddedPostgres(process, port);
  }

  static void stopLeftOver(Path folder) {
    ChildProcess.stopLeftOver(cluster(folder).toString(), STOP_SIGNAL);
  }

  private static Path cluster(Path folder) {
    return folder.toAbsolutePath().resolve("cluster");
  }

  private static List<String> command(Path bin, Path cluster, List<String> unprivileged, int port) {
    List<String> command = new ArrayList<>(unprivileged);
    command.addAll(List.of(bin.resolve("postgres").toString(), "-D", cluster.toString()));
    command.addAll(List.of("-p", Integer.toString(port)));
    for (String setting :
        List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=on",
            "max_connections=60",
            "shared_buffers=64MB",
            "max_wal_size=256MB",
            "log_min_messages=warning")) {
      command.addAll(List.of("-c", setting));
    }
    return command;
  }

  /** Prepared aside and moved into place, so that a kill in the middle leaves nothing half done. */
  private static void create(Path bin, Path cluster, List<String> unprivileged) {
    try {
      Path partial = Files.createTempDirectory(cluster.getParent(), "creating");
      Unprivileged.own(partial);
      List<String> command = new ArrayList<>(unprivileged);
      command.addAll(
          List.of(bin.resolve("initdb").toString(), "-D", partial.toString(), "-U", USER));
      command.addAll(List.of("-A", "trust", "-E", "UTF8", "--locale=C"));
      command.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
      Process initdb = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (initdb.waitFor() != 0) {
        throw new StartupFailure(
            "PostgreSQL's data cannot be created: " + said.strip().replace('\n', ' '));
      }
      Files.move(partial, cluster, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StartupFailure("PostgreSQL's data cannot be created: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartupFailure("Interrupted while creating PostgreSQL's data.", e);
    }
  }

  /** After the machine went down, the process id in the lock may belong to somebody else by now. */
  private static void removeStaleLock(Path cluster) {
    Path lock = cluster.resolve(LOCK);
    try {
      if (Files.exists(lock)) {
        long pid = Long.parseLong(Files.readAllLines(lock).getFirst().strip());
        boolean somebodyElse =
            ProcessHandle.of(pid).stream()
                .anyMatch(process -> !ChildProcess.hasArgument(process, cluster.toString()));
        if (somebodyElse) {
          Files.delete(lock);
        }
      }
    } catch (IOException e) {
      throw new StartupFailure("PostgreSQL's lock " + lock + " cannot be read or removed.", e);
    }
  }

  private static boolean answers(int port) {
    try (Connection connection = connect(port)) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private static void createDatabase(int port, String database) {
    try (Connection connection = connect(port);
        PreparedStatement known =
            connection.prepareStatement("select 1 from pg_database where datname = ?");
        Statement create = connection.createStatement()) {
      known.setString(1, database);
      if (!known.executeQuery().next()) {
        create.execute("create database " + create.enquoteIdentifier(database, true));
      }
    } catch (SQLException e) {
      throw new StartupFailure(
          "The database " + database + " cannot be created: " + e.getMessage(), e);
    }
  }

  private static Connection connect(int port) throws SQLException {
    return DriverManager.getConnection(url(port, "postgres") + "?connectTimeout=2", USER, "");
  }

  private static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** Where a database of this server is. Connections on loopback are trusted, as {@link #USER}. */
  public String jdbcUrl(String database) {
    return url(port, database);
  }

  @Override
  public void close() {
    process.close();
  }
}
