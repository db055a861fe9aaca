package dev.weir.edge.tenants;

import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Writes the example tenants that are missing, as soon as the topics are there to take them. */
public final class ExampleLoader implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ExampleLoader.class);
  private static final long PAUSE_MS = 500;
  private static final long LOOK_MS = 10;

  private final Directories directories;
  private final TenantDirectory directory;
  private volatile boolean running;
  private volatile boolean done;

  public ExampleLoader(Directories directories, TenantDirectory directory) {
    this.directories = directories;
    this.directory = directory;
  }

  public boolean done() {
    return done;
  }

  @Override
  public void start() {
    running = true;
    Thread.ofPlatform().name("examples").daemon().start(this::run);
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void run() {
    while (running && !done) {
      try {
        Documents missing = Examples.missing(directories.current());
        if (!missing.tenants().isEmpty() || !missing.catalogs().isEmpty()) {
          directories.publish(missing);
          LOG.info("Example tenants written: {}", missing.tenants().keySet());
        }
        awaitSeen(missing);
        done = true;
      } catch (KafkaException e) {
        LOG.info("The example tenants wait for their topics: {}", e.getMessage());
        pause(PAUSE_MS);
      }
    }
  }

  private void awaitSeen(Documents written) {
    while (running && !written.tenants().keySet().stream().allMatch(this::seen)) {
      pause(LOOK_MS);
    }
  }

  private boolean seen(String tenant) {
    return directory.tenant(tenant).isPresent();
  }

  private void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }
}
