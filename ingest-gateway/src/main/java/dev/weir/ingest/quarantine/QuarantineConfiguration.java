package dev.weir.ingest.quarantine;

import dev.weir.edge.kafka.KafkaConnection;
import dev.weir.schemas.quarantine.Quarantine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The quarantine over HTTP. */
@Configuration(proxyBeanMethods = false)
public class QuarantineConfiguration {

  @Bean
  QuarantineController quarantineController(KafkaConnection kafka) {
    return new QuarantineController(new Quarantine(kafka.config()));
  }
}
