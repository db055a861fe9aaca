package dev.weir.standalone;

import dev.weir.platform.Platform;
import dev.weir.platform.Ports;
import dev.weir.platform.StartupFailure;
import dev.weir.schemas.TopicSettings;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts everything, in the order in which each part needs the one before, and stops it in the
 * opposite order.
 */
public final class Standalone {
  private static final Logger LOG = LoggerFactory.getLogger(Standalone.class);

  private Standalone() {}

  public static void main(String[] arguments) {
    try {
      run(StandaloneSettings.from(System.getenv()));
    } catch (RuntimeException e) {
      FailedStart.end(e);
    }
  }

  static void run(StandaloneSettings settings) {
    long started = System.nanoTime();
    Running running = new Running();
    // Registered before anything is started: a signal that arrives half-way stops what there is.
    Runtime.getRuntime().addShutdownHook(new Thread(running::close, "stopping"));
    running.add(DataFolder.open(settings.data()));
    Welcome.clear(settings);
    Ports.requireFree(settings.port(), "WEIR_PORT");
    Platform platform = running.start(() -> Platform.start(settings.platform()));
    LOG.info("Broker, database and registry are up after {} ms", millisSince(started));
    Preparation.prepare(platform);
    running.add(services(settings, platform));
    Welcome.whenHealthy(settings);
    LOG.info("Ready after {} ms", millisSince(started));
  }

  private static ConfigurableApplicationContext services(
      StandaloneSettings settings, Platform platform) {
    SpringApplication application = new SpringApplication(WeirApplication.class);
    application.setBannerMode(Banner.Mode.OFF);
    // The context must be closed before the broker under it: our own hook does both, in order.
    application.setRegisterShutdownHook(false);
    application.setDefaultProperties(properties(settings, platform));
    try {
      return application.run();
    } catch (RuntimeException e) {
      throw new StartupFailure("The services cannot start: " + FailedStart.rootMessage(e), e);
    }
  }

  private static Map<String, Object> properties(StandaloneSettings settings, Platform platform) {
    return Map.ofEntries(
        Map.entry("spring.application.name", "weir"),
        Map.entry("spring.threads.virtual.enabled", "true"),
        Map.entry("server.address", "127.0.0.1"),
        Map.entry("server.port", Integer.toString(settings.port())),
        Map.entry("management.server.address", "127.0.0.1"),
        Map.entry("management.server.port", Integer.toString(settings.managementPort())),
        Map.entry("spring.kafka.bootstrap-servers", platform.bootstrapServers()),
        Map.entry("spring.kafka.properties[schema.registry.url]", platform.registryUrl()),
        Map.entry("spring.kafka.streams.state-dir", settings.data().resolve("streams").toString()),
        Map.entry("spring.datasource.url", platform.jdbcUrl()),
        // The rows are written by a role that cannot change them; the tables belong to the owner.
        Map.entry("spring.datasource.username", "weir_writer"),
        Map.entry("spring.datasource.hikari.initialization-fail-timeout", "-1"),
        Map.entry("spring.datasource.hikari.connection-timeout", "3000"),
        Map.entry("spring.flyway.url", platform.jdbcUrl()),
        Map.entry("spring.flyway.user", "postgres"),
        Map.entry("weir.streams.alone", "true"),
        Map.entry("weir.sink.alone", "true"),
        Map.entry("weir.sink.folder", settings.data().resolve("sink").toString()),
        Map.entry(
            "weir.topics.partitions", Integer.toString(TopicSettings.standalone().partitions())),
        Map.entry("weir.edge.profile", settings.profile()),
        // Their secrets are published, so that only a development start comes with them.
        Map.entry("weir.edge.examples", Boolean.toString(!settings.production())),
        Map.entry("weir.data", settings.data().toString()));
  }

  private static long millisSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1_000_000;
  }
}
