package dev.weir.edge.tenants;

import dev.weir.edge.kafka.KafkaConnection;
import dev.weir.edge.kafka.TopicFollower;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.CatalogRecord;
import dev.weir.schemas.avro.TenantRecord;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps the directories as the topics are. Left out only where a test fills them by hand. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaConnection.class)
@ConditionalOnProperty(name = "weir.edge.follow", matchIfMissing = true)
public class DirectoryConfiguration {

  @Bean
  TenantFeed tenantFeed(TenantDirectory tenants, CatalogDirectory catalogs) {
    return new TenantFeed(tenants, catalogs);
  }

  @Bean
  TopicFollower<TenantRecord> tenantFollower(KafkaConnection kafka, TenantFeed feed) {
    return new TopicFollower<>(Topics.TENANTS, kafka.config(), TenantRecord.class, feed::tenant);
  }

  @Bean
  TopicFollower<CatalogRecord> catalogFollower(KafkaConnection kafka, TenantFeed feed) {
    return new TopicFollower<>(Topics.CATALOG, kafka.config(), CatalogRecord.class, feed::catalog);
  }

  @Bean
  @ConditionalOnProperty(name = "weir.edge.examples", havingValue = "true")
  ExampleLoader exampleLoader(KafkaConnection kafka, TenantDirectory directory) {
    return new ExampleLoader(new Directories(kafka.config()), directory);
  }

  @Bean
  HealthIndicator directory(
      TopicFollower<TenantRecord> tenants,
      TopicFollower<CatalogRecord> catalogs,
      TenantDirectory directory,
      ObjectProvider<ExampleLoader> examples) {
    ExampleLoader loader = examples.getIfAvailable();
    // Asked with every request.
    directory.completeWhen(
        () -> tenants.ready() && catalogs.ready() && (loader == null || loader.done()));
    return () ->
        (directory.complete() ? Health.up() : Health.down())
            .withDetail("tenants", directory.tenants().all().size())
            .build();
  }
}
