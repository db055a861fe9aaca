package dev.weir.ingest.stripe.topup;

import dev.weir.edge.kafka.KafkaConnection;
import dev.weir.edge.kafka.TopicFollower;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.ingest.stripe.StripeApi;
import dev.weir.ingest.stripe.StripeLog;
import dev.weir.ingest.stripe.StripeSettings;
import dev.weir.ingest.stripe.wallet.Wallets;
import dev.weir.schemas.avro.WalletRecord;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What tops up. */
@Configuration(proxyBeanMethods = false)
public class TopUpConfiguration {

  @Bean
  TopUps topUps(
      Wallets wallets,
      StripeLog log,
      StripeApi stripe,
      TenantDirectory directory,
      MeterRegistry metrics) {
    return new TopUps(wallets, log, new Charger(stripe), directory, metrics);
  }

  @Bean
  TopUpController topUpController(Wallets wallets, StripeLog log) {
    return new TopUpController(wallets, log);
  }

  @Bean
  @ConditionalOnProperty(name = "weir.edge.follow", matchIfMissing = true)
  TopUpWorker topUpWorker(
      KafkaConnection kafka,
      Wallets wallets,
      TopUps topUps,
      StripeSettings settings,
      TopicFollower<WalletRecord> walletFollower) {
    return new TopUpWorker(
        kafka.config(), wallets, topUps, settings.topUpCooldown(), walletFollower::ready);
  }
}
