package dev.weir.ingest.platform;

import dev.weir.ingest.api.Commands;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoint of the platform dialect. */
@Configuration(proxyBeanMethods = false)
public class TrackConfiguration {

  @Bean
  TrackController trackController(Commands commands) {
    return new TrackController(commands);
  }
}
