package dev.weir.edge;

import dev.weir.edge.aitime.EstimateConfiguration;
import dev.weir.edge.docs.OpenApiController;
import dev.weir.edge.http.HttpConfiguration;
import dev.weir.edge.http.RecentWrites;
import dev.weir.edge.tenants.CatalogDirectory;
import dev.weir.edge.tenants.DirectoryConfiguration;
import dev.weir.edge.tenants.TenantDirectory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All of the edge, for a service to import; two services in one process share it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EdgeSettings.class)
@Import({
  HttpConfiguration.class,
  DirectoryConfiguration.class,
  EstimateConfiguration.class,
  OpenApiController.class
})
public class EdgeConfiguration {

  @Bean
  CatalogDirectory catalogDirectory() {
    return new CatalogDirectory();
  }

  @Bean
  RecentWrites recentWrites() {
    return new RecentWrites();
  }

  @Bean
  TenantDirectory tenantDirectory(CatalogDirectory catalogs, EdgeSettings settings) {
    return new TenantDirectory(catalogs, settings.production());
  }
}
