package dev.weir.ingest.stripe;

import dev.weir.edge.kafka.KafkaConnection;
import dev.weir.edge.kafka.TopicFollower;
import dev.weir.edge.tenants.CatalogDirectory;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.ingest.stripe.reconcile.ReconcileConfiguration;
import dev.weir.ingest.stripe.sell.SellConfiguration;
import dev.weir.ingest.stripe.topup.TopUpConfiguration;
import dev.weir.ingest.stripe.wallet.Wallets;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.WalletRecord;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All that speaks with Stripe. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StripeSettings.class)
@Import({SellConfiguration.class, TopUpConfiguration.class, ReconcileConfiguration.class})
public class StripeConfiguration {

  @Bean
  Intake stripeIntake(
      StripeSettings settings, TenantDirectory directory, CatalogDirectory catalogs) {
    return new Intake(settings, directory, new Facts(directory, catalogs));
  }

  @Bean
  @ConditionalOnProperty(name = "weir.edge.follow", matchIfMissing = true)
  KafkaStripeLog stripeLog(KafkaConnection kafka) {
    return new KafkaStripeLog(kafka);
  }

  @Bean
  StripeWebhookController stripeWebhookController(Intake intake, StripeLog log) {
    return new StripeWebhookController(intake, log);
  }

  @Bean
  StripeApi stripeApi(StripeSettings settings) {
    return new StripeApi(settings, Clock.systemUTC());
  }

  @Bean
  Wallets wallets() {
    return new Wallets();
  }

  @Bean
  @ConditionalOnProperty(name = "weir.edge.follow", matchIfMissing = true)
  TopicFollower<WalletRecord> walletFollower(KafkaConnection kafka, Wallets wallets) {
    return new TopicFollower<>(
        Topics.WALLETS,
        kafka.config(),
        WalletRecord.class,
        record -> wallets.tell(record.key(), record.value(), record.offset()));
  }
}
