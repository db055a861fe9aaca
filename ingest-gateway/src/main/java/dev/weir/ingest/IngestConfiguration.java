package dev.weir.ingest;

import dev.weir.edge.EdgeConfiguration;
import dev.weir.edge.kafka.KafkaConnection;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.ingest.api.ApiConfiguration;
import dev.weir.ingest.bus.KafkaCommandBus;
import dev.weir.ingest.clock.ClockKeeper;
import dev.weir.ingest.credits.CreditsWriteConfiguration;
import dev.weir.ingest.platform.TrackConfiguration;
import dev.weir.ingest.quarantine.QuarantineConfiguration;
import dev.weir.ingest.stripe.StripeConfiguration;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All of the write side. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({IngestSettings.class, KafkaConnection.class})
@Import({
  EdgeConfiguration.class,
  ApiConfiguration.class,
  CreditsWriteConfiguration.class,
  TrackConfiguration.class,
  IngestConfiguration.Kafka.class
})
public class IngestConfiguration {

  /** The parts that need a cluster; a test of the endpoints alone puts others in their place. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = "weir.edge.follow", matchIfMissing = true)
  @Import({QuarantineConfiguration.class, StripeConfiguration.class})
  static class Kafka {

    @Bean
    KafkaCommandBus commandBus(
        KafkaConnection kafka, IngestSettings settings, MeterRegistry meters) {
      KafkaCommandBus bus = new KafkaCommandBus(kafka.config(), settings);
      Gauge.builder("weir.in.flight", bus, KafkaCommandBus::inFlight).register(meters);
      return bus;
    }

    @Bean
    ClockKeeper clockKeeper(
        TenantDirectory directory, KafkaConnection kafka, IngestSettings settings) {
      return new ClockKeeper(directory, kafka.config(), settings.clockSettle());
    }

    @Bean
    HealthIndicator bus(KafkaCommandBus bus) {
      return () ->
          (bus.ready() ? Health.up() : Health.down())
              .withDetail("in_flight", bus.inFlight())
              .build();
    }
  }
}
