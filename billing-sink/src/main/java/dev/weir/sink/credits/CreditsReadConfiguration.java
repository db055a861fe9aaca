package dev.weir.sink.credits;

import dev.weir.sink.check.Reconciliation;
import dev.weir.sink.check.Verify;
import dev.weir.sink.ledger.LedgerReader;
import dev.weir.sink.read.AccountReads;
import dev.weir.sink.read.History;
import dev.weir.sink.store.BillingReads;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the credits dialect needs to answer. */
@Configuration(proxyBeanMethods = false)
public class CreditsReadConfiguration {

  @Bean
  Transactions creditTransactions(History history, DataSource dataSource, LedgerReader reader) {
    return new Transactions(history, new BillingReads(dataSource, reader));
  }

  @Bean
  CreditsReadController creditsReadController(
      AccountReads reads,
      History history,
      Transactions transactions,
      Verify verify,
      Reconciliation reconciliation) {
    return new CreditsReadController(
        reads, history, transactions, new BalanceCheck(verify, reads), reconciliation);
  }
}
