package dev.weir.streams.stripe.flow;

import dev.weir.streams.settings.KafkaSettings;
import dev.weir.streams.stripe.Waiting;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Stripe's part of the topology, and what is to be seen of it. */
@Configuration(proxyBeanMethods = false)
public class StripeFlowConfiguration {
  private static final int SHOWN = 20;

  @Bean
  StripeWatch stripeWatch(MeterRegistry metrics) {
    return new StripeWatch(metrics, Clock.systemUTC());
  }

  @Bean
  StripeSubTopology stripeSubTopology(KafkaSettings kafka, StripeWatch watch) {
    return new StripeSubTopology(new StripeWire(kafka.config()), watch);
  }

  /**
   * What waits too long is for somebody to look at; it does not keep anything else from being
   * served.
   */
  @Bean("stripe")
  HealthIndicator stripeHealth(StripeWatch watch) {
    return () -> {
      List<Waiting> overdue = watch.overdue();
      Health.Builder health = Health.up().withDetail("waiting", watch.waiting().size());
      if (!overdue.isEmpty()) {
        health.withDetail(
            "overdue",
            overdue.stream().limit(SHOWN).map(each -> each.what() + ": " + each.why()).toList());
      }
      return health.build();
    };
  }
}
