package dev.weir.ingest.api;

import dev.weir.edge.http.RecentWrites;
import dev.weir.ingest.bus.CommandBus;
import dev.weir.ingest.clock.ClockKeeper;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The native endpoints. */
@Configuration(proxyBeanMethods = false)
public class ApiConfiguration {

  @Bean
  Commands commands(CommandBus bus, MeterRegistry meters, RecentWrites recent) {
    return new Commands(bus, meters, recent);
  }

  @Bean
  ChargeController chargeController(Commands commands) {
    return new ChargeController(commands);
  }

  @Bean
  HoldController holdController(Commands commands) {
    return new HoldController(commands);
  }

  @Bean
  GrantController grantController(Commands commands) {
    return new GrantController(commands);
  }

  @Bean
  EventController eventController(CommandBus bus, MeterRegistry meters) {
    return new EventController(bus, meters);
  }

  @Bean
  TestClockController testClockController(ClockKeeper clocks) {
    return new TestClockController(clocks);
  }

  @Bean
  SignatureCheckController signatureCheckController() {
    return new SignatureCheckController();
  }
}
