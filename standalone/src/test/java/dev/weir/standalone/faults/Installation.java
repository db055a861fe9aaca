package dev.weir.standalone.faults;

import dev.weir.platform.Platform;
import dev.weir.platform.PlatformSettings;
import dev.weir.platform.Ports;
import dev.weir.standalone.ClusterPlan;
import dev.weir.standalone.Service;
import dev.weir.standalone.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** The services as processes on one platform, each of them ours to kill. */
final class Installation implements AutoCloseable {
  static final String GATEWAY = "ingest-gateway-0";
  static final String GATEWAY_2 = "ingest-gateway-1";
  static final String SINK = "billing-sink-0";
  static final String SINK_2 = "billing-sink-1";
  static final String STREAMS = "metering-streams-0";
  static final String STREAMS_2 = "metering-streams-1";

  private static final Duration LONGEST = Duration.ofMinutes(3);
  // What an armed crash point ends a process with.
  private static final int KILLED = 137;
  // What runs for seconds is not worth the optimizing compiler's work.
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

  private final Path folder;
  private final Platform platform;
  private final Link broker;
  private final Link database;
  private final Map<String, Service> services = new LinkedHashMap<>();
  private final Map<String, ServiceProcess> running = new ConcurrentHashMap<>();

  private Installation(Path folder) {
    this.folder = folder;
    // A run that is cut short leaves nobody behind.
    Runtime.getRuntime().addShutdownHook(new Thread(this::killAll));
    PlatformSettings settings = PlatformSettings.anywhere(folder.resolve("platform"));
    this.broker = secondWayTo(settings.kafkaPort(), settings.folder().resolve("kafka"));
    this.platform = Platform.start(settings);
    String jdbc = platform.jdbcUrl();
    this.database = new Link(Integer.parseInt(jdbc.replaceAll(".*:(\\d+)/.*", "$1")));
    String throughLink = jdbc.replaceAll(":\\d+/", ":" + database.port() + "/");
    for (Service planned :
        ClusterPlan.on(platform, folder, Ports::free, "development").services()) {
      Service service =
          planned
              .with("WEIR_DATABASE", throughLink)
              // Whoever does not answer for so long is taken to be dead.
              .with("WEIR_STREAMS_KAFKA_MAIN_CONSUMER_SESSION_TIMEOUT_MS", "6000")
              .with("WEIR_SINK_KAFKA_MAIN_CONSUMER_SESSION_TIMEOUT_MS", "6000");
      services.put(
          service.name(),
          service.name().equals(GATEWAY)
              ? service.with("SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + broker.port())
              : service);
    }
  }

  /** The broker listens on one port more, which clients find through the link alone. */
  private static Link secondWayTo(int kafka, Path kafkaFolder) {
    int second = Ports.free();
    int controller = Ports.free();
    Link link = new Link(second);
    String all = "PLAINTEXT://127.0.0.1:%d,LINKED://127.0.0.1:%d";
    List<String> own =
        List.of(
            "listeners=" + all.formatted(kafka, second) + ",CONTROLLER://127.0.0.1:" + controller,
            "advertised.listeners=" + all.formatted(kafka, link.port()),
            "listener.security.protocol.map"
                + "=PLAINTEXT:PLAINTEXT,LINKED:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "controller.quorum.voters=1@127.0.0.1:" + controller);
    try {
      Files.createDirectories(kafkaFolder);
      Files.write(kafkaFolder.resolve("broker.properties"), own);
      return link;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of each is up. */
  static Installation start() {
    try {
      Installation fresh = new Installation(Files.createTempDirectory("weir-faults"));
      try {
        fresh.up(STREAMS, SINK, GATEWAY);
        return fresh;
      } catch (RuntimeException | Error e) {
        fresh.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  String jdbcUrl() {
    return platform.jdbcUrl();
  }

  String bootstrap() {
    return platform.bootstrapServers();
  }

  String registry() {
    return platform.registryUrl();
  }

  Link database() {
    return database;
  }

  /** Between the first gateway and the broker. */
  Link broker() {
    return broker;
  }

  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrap()));
  }

  ServiceProcess get(String name) {
    ServiceProcess process = running.get(name);
    if (process == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return process;
  }

  String url(String name) {
    return get(name).service().url();
  }

  /** Where writes may go: the gateways that live. */
  List<String> gateways() {
    List<String> alive =
        Stream.of(GATEWAY, GATEWAY_2)
            .map(running::get)
            .filter(process -> process != null && process.alive())
            .map(process -> process.service().url())
            .toList();
    return alive.isEmpty() ? List.of(url(GATEWAY)) : alive;
  }

  void killAll() {
    running.values().forEach(ServiceProcess::kill);
  }

  /** Starts those that do not run, and waits until all of them can serve. */
  void up(String... names) {
    for (String name : names) {
      ServiceProcess process = running.get(name);
      if (process == null || !process.alive()) {
        begin(name, "");
      }
    }
    awaitHealthy(names);
  }

  void awaitHealthy(String... names) {
    for (String name : names) {
      awaitHealth(name, true);
    }
  }

  void awaitHealth(String name, boolean wanted) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (get(name).healthy() != wanted) {
      if (System.nanoTime() > end || !get(name).alive()) {
        throw new AssertionError(name + " never said healthy: " + wanted + ".\n" + logEnd(name));
      }
      rest(Duration.ofMillis(100));
    }
  }

  /** Waits until it says by itself that it cannot serve, and why. */
  String awaitStopped(String name) throws IOException {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (System.nanoTime() < end) {
      try {
        Caller.Answer answer = Caller.get(url(name), "/health");
        if (answer.status() == 503 && answer.body().toString().contains("stopped")) {
          return answer.body().toString();
        }
      } catch (IOException _) {
        // not yet
      }
      rest(Duration.ofMillis(100));
    }
    throw new AssertionError(name + " does not say that it stopped.\n" + logEnd(name));
  }

  /** Starts it anew, armed to die at these crash points; returns at once. */
  void begin(String name, String crashPoints) {
    begin(
        services.get(name),
        crashPoints.isEmpty()
            ? List.of(QUICK_START)
            : List.of(QUICK_START, "-Dweir.crash=" + crashPoints));
  }

  /** From its next start on it is told this as well. */
  void tell(String name, String setting, String value) {
    services.compute(name, (_, service) -> service.with(setting, value));
  }

  /** Starts it anew with another clock than everybody else has. */
  void begin(String name, WrongClock clock) {
    Service service = services.get(name);
    for (Map.Entry<String, String> told : clock.environment().entrySet()) {
      service = service.with(told.getKey(), told.getValue());
    }
    begin(service, List.of(QUICK_START));
    awaitHealthy(name);
  }

  private void begin(Service service, List<String> flags) {
    ServiceProcess before = running.get(service.name());
    if (before != null && before.alive()) {
      before.kill();
    }
    running.put(service.name(), ServiceProcess.start(service, flags));
  }

  /** Starts it armed and waits until it has died of it. */
  void diesAt(String name, String crashPoint) {
    begin(name, crashPoint);
    if (!get(name).awaitEnd(LONGEST)) {
      throw new AssertionError(name + " did not come to " + crashPoint + ".\n" + logEnd(name));
    }
    int ended = get(name).exitValue();
    if (ended != KILLED) {
      throw new AssertionError(
          name + " ended with " + ended + ", not of " + crashPoint + ".\n" + logEnd(name));
    }
  }

  void down(String... names) {
    Arrays.stream(names)
        .map(running::get)
        .filter(process -> process != null && process.alive())
        .forEach(ServiceProcess::close);
  }

  /** Another process with the same folder, on a port of its own. */
  ServiceProcess twin(String name) {
    Service same = services.get(name);
    int port = Ports.free();
    Map<String, String> environment = new HashMap<>(same.environment());
    environment.put("WEIR_PORT", Integer.toString(port));
    environment.put("WEIR_DATA", environment.get("WEIR_DATA") + "/.");
    return ServiceProcess.start(
        new Service(same.module(), same.mainClass(), 2, port, environment), List.of(QUICK_START));
  }

  String logEnd(String name) {
    List<String> lines = log(name);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size()));
  }

  List<String> log(String name) {
    return Disk.lines(folder.resolve(name + ".log"));
  }

  static void rest(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    running.values().forEach(ServiceProcess::kill);
    database.close();
    broker.close();
    platform.close();
    Disk.delete(folder);
  }
}
