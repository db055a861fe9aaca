package dev.weir.sink;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The read side as a process of its own. */
@EnableAutoConfiguration
@Import(SinkConfiguration.class)
public class SinkApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(SinkApplication.class, arguments);
  }
}
