package dev.weir.ingest.live;

import dev.weir.ingest.bus.CoreDecider;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.CommandRecord;
import dev.weir.schemas.avro.DecisionRecord;
import dev.weir.schemas.codec.Position;
import dev.weir.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Stands in for the topology: reads every command, decides in memory, answers who asked. */
final class Decider {
  private final Map<String, Object> config;
  private final CoreDecider core = new CoreDecider();
  private final Thread thread;
  private volatile boolean running = true;
  private volatile boolean silent;

  Decider(Map<String, Object> config) {
    this.config = new HashMap<>(config);
    this.config.put("enable.auto.commit", false);
    this.thread = Thread.ofPlatform().daemon().start(this::run);
  }

  /** Decides, but tells nobody. */
  void beSilent(boolean on) {
    silent = on;
  }

  private void run() {
    try (KafkaConsumer<String, CommandRecord> in =
            new KafkaConsumer<>(
                config,
                new StringDeserializer(),
                AvroSerdes.deserializer(CommandRecord.class, config));
        KafkaProducer<String, DecisionRecord> out =
            new KafkaProducer<>(config, new StringSerializer(), AvroSerdes.serializer(config))) {
      List<TopicPartition> all =
          in.partitionsFor(Topics.COMMANDS).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      in.assign(all);
      in.seekToBeginning(all);
      while (running) {
        for (ConsumerRecord<String, CommandRecord> record : in.poll(Duration.ofMillis(20))) {
          answer(record, out);
        }
      }
    }
  }

  private void answer(
      ConsumerRecord<String, CommandRecord> record, KafkaProducer<String, DecisionRecord> out) {
    DecisionRecord decision =
        core.decide(record.value(), new Position(record.partition(), record.offset()));
    if (record.value().getReplyTo() >= 0 && !silent) {
      var unused =
          out.send(
              new ProducerRecord<>(
                  Topics.DECISIONS, record.value().getReplyTo(), record.key(), decision));
    }
  }

  void close() throws InterruptedException {
    running = false;
    thread.join(5_000);
  }
}
