package dev.weir.edge.tenants;

import dev.weir.edge.kafka.TopicFollower;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.CatalogRecord;
import dev.weir.schemas.avro.TenantRecord;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/**
 * Tenants, their clocks and their catalogs for a command that runs once: as they stand, and as they
 * change until it ends.
 */
public record FollowedDirectories(TenantDirectory tenants, CatalogDirectory catalogs) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(50);

  public static FollowedDirectories of(Map<String, Object> config, boolean production) {
    CatalogDirectory catalogs = new CatalogDirectory();
    TenantDirectory tenants = new TenantDirectory(catalogs, production);
    TenantFeed feed = new TenantFeed(tenants, catalogs);
    var first = new TopicFollower<>(Topics.TENANTS, config, TenantRecord.class, feed::tenant);
    var second = new TopicFollower<>(Topics.CATALOG, config, CatalogRecord.class, feed::catalog);
    first.start();
    second.start();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!first.ready() || !second.ready()) {
      if (System.nanoTime() > end) {
        throw new KafkaException("the tenants cannot be read");
      }
      pause();
    }
    return new FollowedDirectories(tenants, catalogs);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException(e);
    }
  }
}
