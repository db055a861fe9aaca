package dev.weir.ingest.bus;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether it makes sense to hand the broker another record. When acknowledgements stay away it says
 * no at once, so that requests are refused in a millisecond instead of piling up; from then on one
 * thread asks the cluster until it answers.
 */
final class Reachability implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reachability.class);
  private static final long STALLED_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long PROBE_MS = 500;
  private static final long ANSWER_MS = 1_500;

  private final Map<String, Object> config;
  private final AtomicInteger outstanding = new AtomicInteger();
  private final AtomicBoolean probing = new AtomicBoolean();
  private volatile long progressedAt = System.nanoTime();
  private volatile boolean down;
  private volatile boolean closed;

  Reachability(Map<String, Object> config) {
    this.config = config;
  }

  boolean down() {
    if (!down && outstanding.get() > 0 && System.nanoTime() - progressedAt > STALLED_NANOS) {
      failed("no acknowledgement for a second");
    }
    return down;
  }

  void sent() {
    if (outstanding.getAndIncrement() == 0) {
      progressedAt = System.nanoTime();
    }
  }

  void acknowledged() {
    outstanding.decrementAndGet();
    progressedAt = System.nanoTime();
  }

  void refused(String why) {
    outstanding.decrementAndGet();
    failed(why);
  }

  void failed(String why) {
    down = true;
    if (!closed && probing.compareAndSet(false, true)) {
      LOG.warn("Kafka is out of reach ({}); writes are refused until it answers", why);
      Thread.ofVirtual().name("probe").start(this::probe);
    }
  }

  private void probe() {
    try (Admin admin = Admin.create(config)) {
      while (!closed && !answers(admin)) {
        Thread.sleep(PROBE_MS);
      }
      LOG.info("Kafka answers again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      progressedAt = System.nanoTime();
      probing.set(false);
      down = false;
    }
  }

  private static boolean answers(Admin admin) throws InterruptedException {
    try {
      admin.describeCluster().clusterId().get(ANSWER_MS, TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
