package dev.weir.edge.aitime;

import dev.weir.edge.kafka.KafkaConnection;
import dev.weir.edge.kafka.TopicFollower;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.BuildRecord;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Estimates follow the topic of builds, so that every instance estimates alike. */
@Configuration(proxyBeanMethods = false)
public class EstimateConfiguration {

  @Bean
  EstimateDirectory estimateDirectory() {
    return new EstimateDirectory();
  }

  @Bean
  @ConditionalOnProperty(name = "weir.edge.follow", matchIfMissing = true)
  TopicFollower<BuildRecord> buildFollower(KafkaConnection kafka, EstimateDirectory estimates) {
    BuildFeed feed = new BuildFeed(estimates);
    return new TopicFollower<>(Topics.BUILDS, kafka.config(), BuildRecord.class, feed::build);
  }
}
