package dev.weir.sink;

import dev.weir.sink.aitime.AiTimeReadConfiguration;
import dev.weir.sink.purchases.PurchasesConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/**
 * The read side as a process of its own. Its settings, each with the variable that changes it,
 * stand in {@code billing-sink.properties}.
 */
@EnableAutoConfiguration
@Import({SinkConfiguration.class, AiTimeReadConfiguration.class, PurchasesConfiguration.class})
public class SinkApplication {

  public static void main(String[] arguments) {
    new SpringApplicationBuilder(SinkApplication.class)
        .properties("spring.config.name=billing-sink")
        .run(arguments);
  }
}
