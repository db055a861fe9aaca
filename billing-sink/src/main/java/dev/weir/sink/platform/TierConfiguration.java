package dev.weir.sink.platform;

import dev.weir.sink.read.AccountReads;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the platform dialect needs to answer. */
@Configuration(proxyBeanMethods = false)
public class TierConfiguration {

  @Bean
  TierController tierController(AccountReads reads) {
    return new TierController(reads);
  }
}
