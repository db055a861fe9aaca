package dev.weir.sink.credits;

import dev.weir.sink.check.Reconciliation;
import dev.weir.sink.check.Verify;
import dev.weir.sink.read.AccountReads;
import dev.weir.sink.read.History;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the credits dialect needs to answer. */
@Configuration(proxyBeanMethods = false)
public class CreditsReadConfiguration {

  @Bean
  CreditsReadController creditsReadController(
      AccountReads reads, History history, Verify verify, Reconciliation reconciliation) {
    return new CreditsReadController(
        reads, history, new BalanceCheck(verify, reads), reconciliation);
  }
}
