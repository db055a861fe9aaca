package dev.weir.bench.system;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A running Weir. Our own is started by {@code ./weir up --detach}, with the flags that everybody
 * gets, in a folder that goes with it and on ports that nobody uses.
 */
public final class Weir implements AutoCloseable {
  private static final Path SCRIPT = Path.of("weir").toAbsolutePath();

  private final Map<String, String> environment;
  private final boolean own;

  private Weir(Map<String, String> environment, boolean own) {
    this.environment = environment;
    this.own = own;
  }

  /** The one that the environment describes; its ports must be the real ones. */
  public static Weir running(int port) {
    return new Weir(Map.of("WEIR_PORT", Integer.toString(port)), false);
  }

  /** The one that {@code WEIR_URL} names, or else a new one. */
  public static Weir find(boolean fsync) throws IOException, InterruptedException {
    String url = System.getenv("WEIR_URL");
    return url == null || url.isBlank() ? start(fsync) : running(URI.create(url).getPort());
  }

  public static Weir start(boolean fsync) throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>();
    environment.put("WEIR_DATA", Files.createTempDirectory("weir-bench").toString());
    environment.put("WEIR_FSYNC", fsync ? "1" : "0");
    for (String name :
        List.of("PORT", "KAFKA_PORT", "PG_PORT", "REGISTRY_PORT", "MANAGEMENT_PORT")) {
      environment.put("WEIR_" + name, Integer.toString(Ports.free()));
    }
    Weir weir = new Weir(environment, true);
    Runtime.getRuntime().addShutdownHook(new Thread(weir::stop, "stopping Weir"));
    int exit = weir.script("up", "--detach").inheritIO().redirectOutput(DISCARD).start().waitFor();
    if (exit != 0) {
      throw new IOException("Weir did not start; what it said is above");
    }
    return weir;
  }

  private static final ProcessBuilder.Redirect DISCARD = ProcessBuilder.Redirect.DISCARD;

  private ProcessBuilder script(String... words) {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.command().addFirst(SCRIPT.toString());
    builder.environment().putAll(environment);
    return builder;
  }

  public int port() {
    return port("WEIR_PORT", 8080);
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port("WEIR_KAFKA_PORT", 19092);
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port("WEIR_PG_PORT", 15432) + "/weir?user=postgres";
  }

  public String registryUrl() {
    return "http://127.0.0.1:" + port("WEIR_REGISTRY_PORT", 18081) + "/apis/ccompat/v7";
  }

  private int port(String name, int otherwise) {
    String text = environment.getOrDefault(name, System.getenv(name));
    return text == null || text.isBlank() ? otherwise : Integer.parseInt(text);
  }

  /** None, where Weir runs on another machine or on a data folder that we do not know. */
  public Processes processes() throws IOException {
    List<Long> pids =
        script("status")
            .start()
            .inputReader()
            .lines()
            .filter(line -> line.startsWith("pid "))
            .map(line -> Long.parseLong(line.substring(4).strip()))
            .toList();
    return new Processes(pids);
  }

  @Override
  public void close() {
    stop();
  }

  private synchronized void stop() {
    Path data = Path.of(environment.getOrDefault("WEIR_DATA", ""));
    if (!own || !Files.exists(data)) {
      return;
    }
    try {
      script("down").inheritIO().redirectOutput(DISCARD).start().waitFor(60, TimeUnit.SECONDS);
      new ProcessBuilder("rm", "-rf", data.toString()).start().waitFor();
    } catch (IOException e) {
      System.err.println("bench: Weir could not be stopped: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
