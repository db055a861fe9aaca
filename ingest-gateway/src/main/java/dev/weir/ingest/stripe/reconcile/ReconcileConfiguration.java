package dev.weir.ingest.stripe.reconcile;

import dev.weir.edge.kafka.KafkaConnection;
import dev.weir.edge.tenants.CatalogDirectory;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.ingest.stripe.StripeApi;
import dev.weir.ingest.stripe.StripeSettings;
import dev.weir.ingest.stripe.tool.Stretch;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What compares every day. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "weir.edge.follow", matchIfMissing = true)
public class ReconcileConfiguration {

  @Bean
  Reconcile stripeReconcile(
      TenantDirectory tenants,
      CatalogDirectory catalogs,
      StripeSettings settings,
      KafkaConnection kafka) {
    return new Reconcile(tenants, catalogs, settings.tenant(), new Stretch(kafka.config()));
  }

  @Bean
  ReconcileJob stripeReconcileJob(
      Reconcile reconcile, StripeApi stripe, StripeSettings settings, MeterRegistry metrics) {
    return new ReconcileJob(reconcile, stripe, settings.reconcileAt(), metrics);
  }
}
