package dev.weir.bench.pipeline;

import dev.weir.bench.system.Weir;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.AccountRecord;
import dev.weir.schemas.avro.LedgerEntryRecord;
import dev.weir.schemas.serde.AvroSerdes;
import dev.weir.sink.ledger.AvroLedgerReader;
import dev.weir.sink.settings.SinkSettings;
import dev.weir.sink.view.Folding;
import dev.weir.sink.view.ViewChanges;
import dev.weir.sink.view.ViewSerde;
import dev.weir.sink.view.ViewStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * The read side's own fold, under another name and from nothing: what a new instance would do that
 * has neither a store nor a changelog, with a thread for each processor.
 */
public final class Rebuild {
  private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(5);
  private static final Duration SHORT = Duration.ofMillis(5);

  private Rebuild() {}

  /** Entries a second, from when it begins to fold until it has folded all. */
  public static double perSecond(Weir weir, Progress progress)
      throws IOException, InterruptedException {
    String name = "bench-rebuild-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
    Path folder = Files.createTempDirectory("weir-rebuild");
    SinkSettings settings = settings(name, folder);
    long entries = progress.rows();
    try (ViewStreams views = new ViewStreams(settings, folding(weir), connection(weir))) {
      views.start();
      long end = System.nanoTime() + LIMIT_NANOS;
      while (!views.running()) {
        pause(end, views, SHORT);
      }
      long started = System.nanoTime();
      Progress.Lag lag = progress.behind(name);
      while (!lag.none()) {
        pause(end, views, lag.pause());
        lag = progress.behind(name);
      }
      return entries * 1e9 / (System.nanoTime() - started);
    } finally {
      new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
    }
  }

  private static void pause(long end, ViewStreams views, Duration time)
      throws IOException, InterruptedException {
    if (System.nanoTime() > end || views.broken().isPresent()) {
      throw new IOException("the views were not rebuilt: " + views.broken().orElse("no end"));
    }
    Thread.sleep(time);
  }

  private static SinkSettings settings(String name, Path folder) {
    Map<String, String> own =
        Map.of(
            "weir.sink.application-id",
            name,
            "weir.sink.folder",
            folder.toString(),
            "weir.sink.threads",
            Integer.toString(Runtime.getRuntime().availableProcessors()),
            "weir.sink.instance-id",
            name,
            "weir.sink.alone",
            "true");
    return new Binder(new MapConfigurationPropertySource(own))
        .bind("weir.sink", SinkSettings.class)
        .get();
  }

  private static Folding folding(Weir weir) {
    return new Folding(
        Topics.LEDGER,
        new AvroLedgerReader(
            Topics.LEDGER, AvroSerdes.deserializer(LedgerEntryRecord.class, connection(weir))),
        new ViewSerde(AvroSerdes.serde(AccountRecord.class, connection(weir))),
        new ViewChanges(Runnable::run));
  }

  private static Map<String, Object> connection(Weir weir) {
    return Map.of(
        "bootstrap.servers", weir.bootstrapServers(), "schema.registry.url", weir.registryUrl());
  }
}
