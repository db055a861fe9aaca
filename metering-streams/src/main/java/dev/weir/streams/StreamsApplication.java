package dev.weir.streams;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.ComponentScan;

/**
 * The service in a process of its own. Its settings, each with the variable that changes it, stand
 * in {@code metering-streams.properties}.
 */
@EnableAutoConfiguration
@ComponentScan("dev.weir.streams")
public class StreamsApplication {

  public static void main(String[] arguments) {
    new SpringApplicationBuilder(StreamsApplication.class)
        .properties("spring.config.name=metering-streams")
        .run(arguments);
  }
}
