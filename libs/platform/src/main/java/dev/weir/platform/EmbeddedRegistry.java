package dev.weir.platform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A schema registry (Apicurio) in a process of its own. It keeps its schemas in the database, so
 * what it has acknowledged is as safe as the ledger rows: a schema id that was handed out and then
 * forgotten would make records unreadable.
 */
public final class EmbeddedRegistry implements AutoCloseable {
  /** Apicurio answers here as Confluent's registry does. */
  private static final String CONFLUENT_API = "/apis/ccompat/v7";

  private static final String STOP_SIGNAL = "TERM";

  private final ChildProcess process;
  private final int port;

  private EmbeddedRegistry(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts the registry on the given database and waits until it answers. */
  public static EmbeddedRegistry start(Path folder, int port, String jdbcUrl) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new StartupFailure("The folder " + folder + " cannot be written: " + e.getMessage(), e);
    }
    String mark = mark(folder);
    Program program =
        new Program(
            "The schema registry",
            command(mark),
            environment(port, jdbcUrl),
            mark,
            STOP_SIGNAL,
            folder.resolve("registry.log"));
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    try (client) {
      ChildProcess process =
          ChildProcess.start(program, () -> answers(client, port), Duration.ofMinutes(2));
      return new EmbeddedRegistry(process, port);
    }
  }

  /** At once: all that it has is in the database. */
  static void stopLeftOver(Path folder) {
    ChildProcess.stopLeftOver(mark(folder), "KILL");
  }

  private static String mark(Path folder) {
    return "-Dweir.registry=" + folder.toAbsolutePath();
  }

  private static List<String> command(String mark) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // It answers a handful of requests; a quick start and a small footprint are worth more than
    // peak speed.
    command.addAll(List.of(mark, "-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-XX:+UseCompactObjectHeaders", "--enable-native-access=ALL-UNNAMED"));
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    command.addAll(StartCache.flags(Unpacked.registry().resolveSibling("registry.aot")));
    // Not its own launcher, which loads classes in a way that no start cache can keep.
    command.add("io.quarkus.runner.GeneratedMain");
    return command;
  }

  private static Map<String, String> environment(int port, String jdbcUrl) {
    return Map.ofEntries(
        // As an argument it would be so long that the process could not be recognised by its mark.
        Map.entry("CLASSPATH", Unpacked.registryClassPath()),
        Map.entry("APICURIO_STORAGE_KIND", "sql"),
        Map.entry("APICURIO_STORAGE_SQL_KIND", "postgresql"),
        Map.entry("APICURIO_DATASOURCE_URL", jdbcUrl),
        Map.entry("APICURIO_DATASOURCE_USERNAME", EmbeddedPostgres.USER),
        Map.entry("APICURIO_DATASOURCE_PASSWORD", "trusted"),
        Map.entry("APICURIO_DATASOURCE_JDBC_INITIAL_SIZE", "1"),
        Map.entry("APICURIO_DATASOURCE_JDBC_MIN_SIZE", "1"),
        Map.entry("APICURIO_DATASOURCE_JDBC_MAX_SIZE", "5"),
        Map.entry("APICURIO_RULES_GLOBAL_COMPATIBILITY", "BACKWARD"),
        Map.entry("QUARKUS_HTTP_HOST", "127.0.0.1"),
        Map.entry("QUARKUS_HTTP_PORT", Integer.toString(port)),
        // Its own port for health and metrics listens on every interface unless told otherwise.
        Map.entry("QUARKUS_MANAGEMENT_HOST", "127.0.0.1"),
        Map.entry("QUARKUS_MANAGEMENT_PORT", "0"),
        Map.entry("QUARKUS_HTTP_ACCESS_LOG_ENABLED", "false"),
        Map.entry("QUARKUS_BANNER_ENABLED", "false"),
        Map.entry("QUARKUS_LOG_LEVEL", "WARN"));
  }

  private static boolean answers(HttpClient client, int port) {
    URI subjects = URI.create(url(port) + "/subjects");
    HttpRequest request = HttpRequest.newBuilder(subjects).timeout(Duration.ofSeconds(2)).build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartupFailure("Interrupted while starting the schema registry.", e);
    }
  }

  private static String url(int port) {
    return "http://127.0.0.1:" + port + CONFLUENT_API;
  }

  /** What goes into {@code schema.registry.url}. */
  public String url() {
    return url(port);
  }

  @Override
  public void close() {
    process.close();
  }
}
