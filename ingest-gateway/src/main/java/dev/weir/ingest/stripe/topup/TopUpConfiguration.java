package dev.weir.ingest.stripe.topup;

import dev.weir.edge.kafka.KafkaConnection;
import dev.weir.edge.kafka.TopicFollower;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.ingest.IngestSettings;
import dev.weir.ingest.stripe.StripeApi;
import dev.weir.ingest.stripe.StripeLog;
import dev.weir.ingest.stripe.StripeSettings;
import dev.weir.ingest.stripe.wallet.Wallets;
import dev.weir.schemas.avro.WalletRecord;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What tops up. */
@Configuration(proxyBeanMethods = false)
public class TopUpConfiguration {
  private static final int SESSION_MS = 10_000;

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
      IngestSettings instance,
      Wallets wallets,
      TopUps topUps,
      StripeSettings settings,
      TopicFollower<WalletRecord> walletFollower) {
    return new TopUpWorker(
        member(kafka, instance), wallets, topUps, settings.topUpCooldown(), walletFollower::ready);
  }

  /** Started again after a kill, it takes its place in the group at once. */
  private static Map<String, Object> member(KafkaConnection kafka, IngestSettings instance) {
    Map<String, Object> own = new HashMap<>(kafka.config());
    own.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "gateway-" + instance.index());
    own.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
    return own;
  }
}
