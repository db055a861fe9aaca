package dev.weir.edge.tenants;

import dev.weir.edge.problem.Problem;
import dev.weir.schemas.TestClock;
import dev.weir.schemas.avro.CatalogRecord;
import dev.weir.schemas.avro.TenantRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what stands in the two topics into the directories. */
public final class TenantFeed {
  private static final Logger LOG = LoggerFactory.getLogger(TenantFeed.class);

  private final TenantDirectory tenants;
  private final CatalogDirectory catalogs;

  public TenantFeed(TenantDirectory tenants, CatalogDirectory catalogs) {
    this.tenants = tenants;
    this.catalogs = catalogs;
  }

  public void tenant(ConsumerRecord<String, @Nullable TenantRecord> record) {
    TenantRecord value = record.value();
    String document = value == null ? null : value.getDocument();
    if (TestClock.isKey(record.key())) {
      if (document != null) {
        TestClock clock = TestClock.parse(record.key(), document);
        tenants.moveClock(clock.tenant(), clock.now());
      }
      return;
    }
    if (document == null) {
      tenants.remove(record.key());
      return;
    }
    try {
      tenants.put(TenantDocument.parse(document));
    } catch (Problem refused) {
      // Somebody wrote past `./weir apply`; what was known before stays.
      LOG.error("The document of tenant {} is refused: {}", record.key(), refused.detail());
    }
  }

  public void catalog(ConsumerRecord<String, @Nullable CatalogRecord> record) {
    CatalogRecord value = record.value();
    if (value == null) {
      return;
    }
    try {
      catalogs.put(CatalogDocument.parse(value.getDocument()));
    } catch (Problem refused) {
      LOG.error("The catalog {} is refused: {}", record.key(), refused.detail());
    }
  }
}
