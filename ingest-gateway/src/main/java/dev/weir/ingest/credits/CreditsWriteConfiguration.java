package dev.weir.ingest.credits;

import dev.weir.ingest.api.Commands;
import dev.weir.ingest.bus.CommandBus;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoints of the credits dialect. */
@Configuration(proxyBeanMethods = false)
public class CreditsWriteConfiguration {

  @Bean
  CreditsWriteController creditsWriteController(Commands commands) {
    return new CreditsWriteController(commands);
  }

  @Bean
  ClerkController clerkController(CommandBus bus) {
    return new ClerkController(bus);
  }
}
