package dev.weir.streams;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/** The service in a process of its own. */
@EnableAutoConfiguration
@ComponentScan("dev.weir.streams")
public final class StreamsApplication {

  private StreamsApplication() {}

  public static void main(String[] arguments) {
    SpringApplication.run(StreamsApplication.class, arguments);
  }
}
