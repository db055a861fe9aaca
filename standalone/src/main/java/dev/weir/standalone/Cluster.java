package dev.weir.standalone;

import dev.weir.platform.Platform;
import dev.weir.platform.Ports;
import dev.weir.platform.StartupFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The distributed form on one machine: two gateways, two sinks and two of the deciding service,
 * each a process of its own, beside one embedded platform. What {@code ./weir cluster} runs. A
 * service that dies is started again after a while; until then the other one of its kind serves.
 */
public final class Cluster {
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration RESTART_PAUSE = Duration.ofSeconds(5);

  private Cluster() {}

  public static void main(String[] arguments) {
    try {
      run(StandaloneSettings.from(System.getenv()));
    } catch (RuntimeException e) {
      FailedStart.end(e);
    }
  }

  private static void run(StandaloneSettings settings) {
    Running running = new Running();
    Runtime.getRuntime().addShutdownHook(new Thread(running::close, "stopping"));
    running.add(DataFolder.open(settings.data()));
    Welcome.clear(settings);
    // Before anything of our own can be what takes them.
    settings.ports(ClusterPlan.PORTS).forEach(port -> Ports.requireFree(port, "WEIR_PORT"));
    AtomicInteger port = new AtomicInteger(settings.port());
    Platform platform = running.start(() -> Platform.start(settings.platform()));
    List<Service> services =
        ClusterPlan.on(platform, settings.data(), port::getAndIncrement, settings.profile())
            .services();
    // Stopped in the opposite order: the gateways while there is still somebody who decides.
    List<Supervised> supervised =
        services.reversed().stream()
            .map(service -> running.start(() -> new Supervised(service)))
            .toList();
    try {
      Readiness.of(PATIENCE, () -> missing(supervised)).await();
      Files.writeString(settings.data().resolve("welcome.txt"), text(settings, services));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static @Nullable String missing(List<Supervised> services) {
    return services.stream()
        .map(service -> service.current)
        .filter(process -> !process.healthy())
        .map(ServiceProcess::service)
        .map(service -> "see " + service.url() + "/health and the log of " + service.name())
        .findFirst()
        .orElse(null);
  }

  /** A service and whoever starts it again. */
  private static final class Supervised implements AutoCloseable {
    private volatile ServiceProcess current;
    private volatile boolean closed;

    Supervised(Service service) {
      current = ServiceProcess.start(service, List.of());
      Thread.ofVirtual().name("watching " + service.name()).start(this::watch);
    }

    private void watch() {
      while (!closed) {
        if (current.awaitEnd(Duration.ofSeconds(1)) && !closed) {
          LOG.warn("{} has ended; it is started again", current.service().name());
          rest(RESTART_PAUSE);
          restart();
        }
      }
    }

    private synchronized void restart() {
      if (closed) {
        return;
      }
      try {
        current = ServiceProcess.start(current.service(), List.of());
      } catch (RuntimeException e) {
        LOG.warn("{} is not started yet; it is tried again", current.service().name(), e);
      }
    }

    @Override
    public synchronized void close() {
      closed = true;
      current.close();
    }
  }

  private static void rest(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartupFailure("Interrupted.", e);
    }
  }

  private static String text(StandaloneSettings settings, List<Service> services) {
    return """

    Weir is ready, every service twice and each in a process of its own.

    %s

      Kafka       127.0.0.1:%d
      PostgreSQL  postgresql://postgres@127.0.0.1:%d/weir
      Registry    http://127.0.0.1:%d/apis/ccompat/v7
      Data, logs  %s

    Writes go to either gateway, reads to either sink: send Weir-Position back to read your own write.
    """
        .formatted(
            services.stream()
                .map(s -> "  %-20s %s".formatted(s.name(), s.url()))
                .collect(Collectors.joining("\n")),
            settings.platform().kafkaPort(),
            settings.platform().postgresPort(),
            settings.platform().registryPort(),
            settings.data());
  }
}
