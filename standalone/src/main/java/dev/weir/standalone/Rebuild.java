package dev.weir.standalone;

import dev.weir.platform.Platform;
import dev.weir.platform.PlatformSettings;
import dev.weir.platform.Ports;
import dev.weir.platform.StartupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * {@code ./weir rebuild [--accounts N]}: fills an installation of its own with accounts and
 * measures how long it takes to serve again: with its local state, without it, and with an empty
 * database. After each all accounts must be there, and state, ledger and database must agree.
 */
public final class Rebuild {
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final String NOTHING_WAITS = "(?s)(.*\"lag\":0\\b){2}.*";

  private final Filling filling;
  private final ClusterPlan plan;
  private final Service streamsService;
  private final Service sinkService;
  private ServiceProcess streams;
  private ServiceProcess sink;

  private Rebuild(ClusterPlan plan, Filling filling) {
    this.plan = plan;
    this.filling = filling;
    List<Service> services = plan.services();
    this.sinkService = services.get(2).with("WEIR_STANDBYS", "0").with("WEIR_MEMORY", "96MB");
    this.streamsService = services.get(4).with("WEIR_STANDBYS", "0").with("WEIR_MEMORY", "96MB");
    this.streams = ServiceProcess.start(streamsService, List.of());
    this.sink = ServiceProcess.start(sinkService, List.of());
  }

  public static void main(String[] arguments) throws Exception {
    int accounts =
        arguments.length == 2 && arguments[0].equals("--accounts")
            ? Integer.parseInt(arguments[1])
            : 20_000;
    Path folder = Files.createTempDirectory("weir-rebuild");
    Running running = new Running();
    Runtime.getRuntime().addShutdownHook(new Thread(running::close, "stopping"));
    running.add(() -> delete(folder));
    Platform platform =
        running.start(() -> Platform.start(PlatformSettings.anywhere(folder.resolve("platform"))));
    ClusterPlan plan = ClusterPlan.on(platform, folder, Ports::free, "development");
    Filling filling = new Filling(platform.jdbcUrl(), accounts);
    Rebuild rebuild = new Rebuild(plan, filling);
    running.add(rebuild::stop);
    rebuild.fill(running);
    rebuild.measureAll();
    System.exit(0);
  }

  private void fill(Running running) throws Exception {
    ServiceProcess gateway =
        running.add(ServiceProcess.start(plan.services().getFirst(), List.of()));
    await(gateway::healthy, "the gateway");
    await(sink::healthy, "the sink");
    long began = System.nanoTime();
    filling.send(gateway.service().url());
    await(filling::complete, "all accounts in the database");
    await(() -> sink.health().matches(NOTHING_WAITS), "all accounts in the views");
    say("%,d accounts filled in %.1f s", filling.accounts(), seconds(began));
  }

  private void measureAll() throws Exception {
    measure("with local state", () -> {});
    measure(
        "without local state",
        () -> {
          delete(plan.data().resolve(streamsService.name()));
          delete(plan.data().resolve(sinkService.name()));
        });
    measure("with an empty database", filling::emptyDatabase);
  }

  private interface Loss {
    void happens() throws IOException, SQLException;
  }

  /** Both stop, something is lost, both start: until each can serve, and the rows are complete. */
  private void measure(String how, Loss loss) throws Exception {
    stop();
    loss.happens();
    long began = System.nanoTime();
    streams = ServiceProcess.start(streamsService, List.of());
    sink = ServiceProcess.start(sinkService, List.of());
    Refusals refusals = new Refusals(sinkService.url());
    await(
        () -> {
          refusals.look();
          return streams.healthy();
        },
        "deciding");
    double deciding = seconds(began);
    await(
        () -> {
          refusals.look();
          return sink.healthy();
        },
        "reading");
    double reading = seconds(began);
    await(filling::complete, "all accounts in the database");
    double rows = seconds(began);
    filling.check(sinkService.url());
    say(
        "%-23s deciding after %.1f s, balances after %.1f s, rows complete after %.1f s; all agree",
        how, deciding, reading, rows);
    refusals.reasons().forEach((said, times) -> say("  %d times 503: %s", times, said));
  }

  private void stop() {
    sink.close();
    streams.close();
  }

  private static void await(BooleanSupplier there, String what) throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!there.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new StartupFailure("Gave up waiting for " + what + ".");
      }
      Thread.sleep(100);
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static void say(String format, Object... arguments) {
    System.out.println(format.formatted(arguments));
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
