package dev.weir.ingest.stripe;

import dev.weir.edge.EdgeConfiguration;
import dev.weir.edge.tenants.CatalogDirectory;
import dev.weir.edge.tenants.CatalogDocument;
import dev.weir.edge.tenants.Documents;
import dev.weir.edge.tenants.Examples;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.edge.tenants.TenantDocument;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What speaks with Stripe, with the example tenants and a log in memory. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({EdgeConfiguration.class, StripeConfiguration.class})
public class StripeApplication {

  @Bean
  MemoryLog stripeLog() {
    return new MemoryLog();
  }

  @Bean
  Documents exampleTenants(TenantDirectory tenants, CatalogDirectory catalogs) {
    Documents examples = Examples.documents();
    examples.catalogs().values().forEach(text -> catalogs.put(CatalogDocument.parse(text)));
    examples.tenants().values().forEach(text -> tenants.put(TenantDocument.parse(text)));
    return examples;
  }
}
