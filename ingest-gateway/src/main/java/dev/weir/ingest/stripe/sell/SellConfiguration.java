package dev.weir.ingest.stripe.sell;

import dev.weir.ingest.stripe.StripeApi;
import dev.weir.ingest.stripe.StripeSettings;
import dev.weir.ingest.stripe.wallet.Wallets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What sells. */
@Configuration(proxyBeanMethods = false)
public class SellConfiguration {

  @Bean
  PurchaseController purchaseController(
      StripeSettings settings, StripeApi stripe, Wallets wallets) {
    return new PurchaseController(settings, stripe, wallets);
  }
}
