package dev.weir.sink.purchases;

import dev.weir.sink.read.AccountReads;
import dev.weir.sink.read.History;
import dev.weir.sink.store.PurchaseReads;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Purchases over HTTP. */
@Configuration(proxyBeanMethods = false)
public class PurchasesConfiguration {

  @Bean
  PurchasesController purchasesController(
      AccountReads reads, History history, DataSource dataSource) {
    return new PurchasesController(reads, history, new PurchaseReads(dataSource));
  }
}
