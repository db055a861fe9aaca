package dev.weir.ingest.api;

import dev.weir.edge.tenants.CatalogDirectory;
import dev.weir.edge.tenants.CatalogDocument;
import dev.weir.edge.tenants.Documents;
import dev.weir.edge.tenants.Examples;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.edge.tenants.TenantDocument;
import dev.weir.ingest.IngestConfiguration;
import dev.weir.ingest.bus.CoreBus;
import dev.weir.ingest.clock.ClockKeeper;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The write side with the example tenants and a bus that decides on the spot. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(IngestConfiguration.class)
public class ApiApplication {

  @Bean
  CoreBus commandBus() {
    return new CoreBus();
  }

  @Bean
  ClockKeeper clockKeeper(TenantDirectory directory) {
    return new ClockKeeper(directory, Map.of("bootstrap.servers", "127.0.0.1:1"), Duration.ZERO);
  }

  @Bean
  Documents exampleTenants(TenantDirectory tenants, CatalogDirectory catalogs) {
    Documents examples = Examples.documents();
    examples.catalogs().values().forEach(text -> catalogs.put(CatalogDocument.parse(text)));
    examples.tenants().values().forEach(text -> tenants.put(TenantDocument.parse(text)));
    return examples;
  }
}
