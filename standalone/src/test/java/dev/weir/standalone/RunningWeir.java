package dev.weir.standalone;

import dev.weir.platform.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All of Weir in a process of its own, as {@code ./weir up} starts it: fresh data, free ports. One
 * is started once for all tests of a run and stopped with it; {@code WEIR_URL} in the environment
 * names one that runs already. A test that ends it has one of its own.
 */
public final class RunningWeir implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(5);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final int END = 40;

  /**
   * They start minutes after their ports were chosen: at this address nobody else takes one
   * meanwhile.
   */
  private static final String FAKES = "http://127.0.0.2:";

  private final URI url;
  private final Map<String, String> environment;
  private @Nullable Process process;

  private RunningWeir(URI url, Map<String, String> environment) {
    this.url = url;
    this.environment = environment;
  }

  public static RunningWeir shared() {
    return Holder.SHARED;
  }

  /** Beside the shared one; whoever asks for it closes it. */
  static RunningWeir own() throws IOException {
    return start();
  }

  public URI url() {
    return url;
  }

  /** Ports and folder as the settings name them, {@code WEIR_URL} and {@code WEIR_LOG}. */
  public Map<String, String> environment() {
    return environment;
  }

  private static final class Holder {
    private static final RunningWeir SHARED = sharedOrStarted();
  }

  private static RunningWeir sharedOrStarted() {
    String running = System.getenv("WEIR_URL");
    if (running != null) {
      return new RunningWeir(URI.create(running), Map.of("WEIR_URL", running));
    }
    try {
      return start();
    } catch (IOException cannotStart) {
      throw new UncheckedIOException(cannotStart);
    }
  }

  private static RunningWeir start() throws IOException {
    Path folder = Files.createTempDirectory("weir-test");
    List<Integer> ports = IntStream.range(0, 7).mapToObj(_ -> Ports.free()).toList();
    URI url = URI.create("http://127.0.0.1:" + ports.get(0));
    Path log = folder.resolve("weir.log");
    Map<String, String> environment =
        Map.ofEntries(
            Map.entry("WEIR_URL", url.toString()),
            Map.entry("WEIR_PORT", ports.get(0).toString()),
            Map.entry("WEIR_KAFKA_PORT", ports.get(1).toString()),
            Map.entry("WEIR_PG_PORT", ports.get(2).toString()),
            Map.entry("WEIR_REGISTRY_PORT", ports.get(3).toString()),
            Map.entry("WEIR_MANAGEMENT_PORT", ports.get(4).toString()),
            Map.entry("WEIR_DATA", folder.resolve("data").toString()),
            // Where the tests start their fakes; there is a key for test money alone.
            Map.entry("WEIR_STRIPE_URL", FAKES + ports.get(5)),
            Map.entry("WEIR_STRIPE_KEY_TEST", "sk_test_fake"),
            // Nobody listens there but the test that wants to see traces.
            Map.entry("OTEL_EXPORTER_OTLP_ENDPOINT", FAKES + ports.get(6)),
            Map.entry("WEIR_REQUEST_LOG", "INFO"),
            Map.entry("WEIR_LOG", log.toString()));
    RunningWeir weir = new RunningWeir(url, environment);
    Runtime.getRuntime().addShutdownHook(new Thread(weir::close));
    weir.startAgain();
    return weir;
  }

  /** On the data and the ports that it has. */
  void startAgain() throws IOException {
    Path log = Path.of(environment.get("WEIR_LOG"));
    Process started = launch(environment, log);
    process = started;
    awaitHealthy(url, started, log);
  }

  /** The main process as kill -9 ends it; the database and the registry live on. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  private static Process launch(Map<String, String> environment, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dweir.data=" + environment.get("WEIR_DATA"),
            "-Xms384m",
            "-Xmx640m",
            "-XX:+UseParallelGC",
            "-Xmn256m",
            "-XX:SurvivorRatio=4",
            "-XX:-UseAdaptiveSizePolicy",
            "-XX:TrimNativeHeapInterval=30000",
            // It runs for minutes, and everything in it but once or twice.
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            Standalone.class.getName());
    builder.environment().putAll(environment);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(Redirect.appendTo(log.toFile()))
        .start();
  }

  private static void awaitHealthy(URI url, Process process, Path log) throws IOException {
    long end = System.nanoTime() + START.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (System.nanoTime() < end && process.isAlive()) {
        if (healthy(client, health(url))) {
          return;
        }
        Thread.sleep(200);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    throw new IOException(
        "Weir did not become healthy; it said %s, and in its log:%n%s"
            .formatted(said(url), endOf(log)));
  }

  private static String said(URI url) throws IOException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(health(url), BodyHandlers.ofString()).body();
    } catch (IOException nothing) {
      return "nothing";
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return "nothing";
    }
  }

  /** Without the requests: whoever waits for health is most of them. */
  private static String endOf(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      List<String> own = lines.filter(line -> !line.contains(" requests request ")).toList();
      return String.join("\n", own.subList(Math.max(0, own.size() - END), own.size()));
    }
  }

  private static HttpRequest health(URI url) {
    return HttpRequest.newBuilder(url.resolve("/health")).timeout(Duration.ofSeconds(5)).build();
  }

  private static boolean healthy(HttpClient client, HttpRequest health)
      throws InterruptedException {
    try {
      return client.send(health, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public synchronized void close() {
    Process ending = process;
    if (ending == null) {
      return;
    }
    process = null;
    ending.destroy();
    try {
      if (!ending.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        ending.destroyForcibly();
      }
    } catch (InterruptedException stopped) {
      ending.destroyForcibly();
    }
    Path folder = Path.of(environment.get("WEIR_LOG")).getParent();
    killLeftOver(folder);
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException leftBehind) {
      throw new UncheckedIOException(leftBehind);
    }
  }

  /** What a main process that was killed and not started again has left. */
  private static void killLeftOver(Path folder) {
    ProcessHandle.allProcesses()
        .filter(left -> left.info().commandLine().orElse("").contains(folder.toString()))
        .forEach(
            left -> {
              left.destroyForcibly();
              left.onExit().join();
            });
  }
}
