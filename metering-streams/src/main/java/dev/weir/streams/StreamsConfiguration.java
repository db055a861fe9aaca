package dev.weir.streams;

import dev.weir.streams.settings.KafkaSettings;
import dev.weir.streams.settings.StreamsSettings;
import dev.weir.streams.settings.TopicLayout;
import dev.weir.streams.stripe.flow.StripeFlowConfiguration;
import dev.weir.streams.topology.Parts.Observed;
import dev.weir.streams.topology.SubTopology;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the service; whatever sub-topologies there are as beans run beside the deciding part. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({StreamsSettings.class, KafkaSettings.class, TopicLayout.class})
@Import(StripeFlowConfiguration.class)
public class StreamsConfiguration {

  @Bean
  Observed observedStreams() {
    return Observed.fresh();
  }

  @Bean
  Surroundings.Config streamsConfig(
      StreamsSettings streams, KafkaSettings kafka, TopicLayout topics) {
    return new Surroundings.Config(streams, kafka, topics);
  }

  @Bean
  StreamsService streamsService(
      Surroundings.Config config,
      @Value("${weir.data:data}") String data,
      MeterRegistry meters,
      Observed observed,
      ObjectProvider<SubTopology> others) {
    return new StreamsService(
        new Surroundings(
            config,
            Path.of(data),
            new MeterTally(meters),
            observed,
            others.orderedStream().toList()));
  }

  @Bean
  StreamsGauges streamsGauges(StreamsService service, Observed observed) {
    return new StreamsGauges(service, observed.figures());
  }

  /** Shown as {@code streams}. */
  @Bean("streams")
  StreamsHealth streamsHealth(StreamsService service, StreamsSettings settings) {
    return new StreamsHealth(service, settings);
  }
}
