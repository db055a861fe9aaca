package dev.weir.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** Broker, database and schema registry together. */
public final class Platform implements AutoCloseable {
  private static final String DATABASE = "weir";
  private static final String REGISTRY_DATABASE = "registry";

  private final EmbeddedKafka kafka;
  private final EmbeddedPostgres postgres;
  private final EmbeddedRegistry registry;
  private final Runnable afterwards;

  private Platform(Storage storage, EmbeddedKafka kafka, Runnable afterwards) {
    this.kafka = kafka;
    this.postgres = storage.postgres();
    this.registry = storage.registry();
    this.afterwards = afterwards;
  }

  private record Storage(EmbeddedPostgres postgres, EmbeddedRegistry registry)
      implements AutoCloseable {
    @Override
    public void close() {
      registry.close();
      postgres.close();
    }
  }

  /** Starts all three, the broker beside the other two. If one fails, none is left running. */
  public static Platform start(PlatformSettings settings) {
    return start(settings, () -> {});
  }

  /** For tests: in a new folder on free ports; the folder goes with it. */
  public static Platform temporary() {
    try {
      Path folder = Files.createTempDirectory("weir-platform");
      return start(PlatformSettings.anywhere(folder), () -> delete(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Platform start(PlatformSettings settings, Runnable afterwards) {
    Ports.requireFree(settings.kafkaPort(), "WEIR_KAFKA_PORT");
    CompletableFuture<EmbeddedKafka> kafka = inBackground(() -> startKafka(settings));
    CompletableFuture<Storage> storage = inBackground(() -> startStorage(settings));
    try {
      return new Platform(storage.join(), kafka.join(), afterwards);
    } catch (CompletionException e) {
      closeWhenStarted(kafka);
      closeWhenStarted(storage);
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static <T> CompletableFuture<T> inBackground(java.util.function.Supplier<T> start) {
    return CompletableFuture.supplyAsync(start, task -> Thread.ofPlatform().start(task));
  }

  private static void closeWhenStarted(CompletableFuture<? extends AutoCloseable> starting) {
    try {
      starting.join().close();
    } catch (Exception e) {
      // It never started: there is nothing to close, and the failure itself is already on its way.
      return;
    }
  }

  private static EmbeddedKafka startKafka(PlatformSettings settings) {
    return EmbeddedKafka.start(settings.kafkaFolder(), settings.kafkaPort(), settings.fsync());
  }

  private static Storage startStorage(PlatformSettings settings) {
    EmbeddedRegistry.stopLeftOver(settings.registryFolder());
    EmbeddedPostgres.stopLeftOver(settings.postgresFolder());
    Ports.requireFree(settings.postgresPort(), "WEIR_PG_PORT");
    Ports.requireFree(settings.registryPort(), "WEIR_REGISTRY_PORT");
    EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            settings.postgresFolder(),
            settings.postgresPort(),
            List.of(DATABASE, REGISTRY_DATABASE));
    try {
      EmbeddedRegistry registry =
          EmbeddedRegistry.start(
              settings.registryFolder(),
              settings.registryPort(),
              postgres.jdbcUrl(REGISTRY_DATABASE));
      return new Storage(postgres, registry);
    } catch (StartupFailure e) {
      postgres.close();
      throw e;
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** The database {@code weir}; user {@code postgres}, no password. */
  public String jdbcUrl() {
    return postgres.jdbcUrl(DATABASE);
  }

  public String registryUrl() {
    return registry.url();
  }

  @Override
  public void close() {
    registry.close();
    kafka.close();
    postgres.close();
    afterwards.run();
  }
}
