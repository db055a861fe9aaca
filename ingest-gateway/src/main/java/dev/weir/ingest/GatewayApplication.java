package dev.weir.ingest;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The write side in a process of its own. Its settings, each with the variable that changes it,
 * stand in {@code ingest-gateway.properties}.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(IngestConfiguration.class)
@ComponentScan("dev.weir.ingest.aitime")
public class GatewayApplication {
  private GatewayApplication() {}

  public static void main(String[] arguments) {
    new SpringApplicationBuilder(GatewayApplication.class)
        .properties("spring.config.name=ingest-gateway")
        .run(arguments);
  }
}
