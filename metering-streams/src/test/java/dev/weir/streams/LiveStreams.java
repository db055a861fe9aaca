package dev.weir.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Command;
import dev.weir.accounting.Verb;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.DecisionRecord;
import dev.weir.schemas.codec.Codec;
import dev.weir.schemas.codec.Envelope;
import dev.weir.schemas.serde.AvroSerdes;
import dev.weir.streams.settings.KafkaSettings;
import dev.weir.streams.settings.StreamsSettings;
import dev.weir.streams.settings.TopicLayout;
import dev.weir.streams.stripe.flow.StripeSubTopology;
import dev.weir.streams.stripe.flow.StripeWatch;
import dev.weir.streams.stripe.flow.StripeWire;
import dev.weir.streams.topology.Parts.Observed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.util.unit.DataSize;

/**
 * The running service on the real broker, with someone who asks it and waits for the committed
 * decisions.
 */
final class LiveStreams implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private final StreamsService service;
  private final Producer<byte[], byte[]> producer;
  private final Serializer<SpecificRecord> serializer = AvroSerdes.serializer(Cluster.config());
  private final Deserializer<DecisionRecord> deserializer =
      AvroSerdes.deserializer(DecisionRecord.class, Cluster.config());
  private final Map<String, CompletableFuture<DecisionRecord>> waiting = new ConcurrentHashMap<>();
  private final Consumer<byte[], byte[]> answers;
  private final Thread listener;
  final Observed observed = Observed.fresh();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private LiveStreams(Path folder, Duration tick) {
    service = new StreamsService(surroundings(folder, tick));
    service.start();
    await(
        "RUNNING",
        () ->
            service.running().map(r -> r.engine().running()).orElse(false)
                || service.refusal().isPresent());
    PlainClients clients = new PlainClients(Cluster.config());
    producer = clients.producer();
    answers = clients.committedReader();
    TopicPartition mine = new TopicPartition(Topics.DECISIONS, 0);
    answers.assign(List.of(mine));
    answers.seekToEnd(List.of(mine));
    answers.position(mine);
    listener = Thread.ofPlatform().start(this::listen);
  }

  /** Starts on the given local state, ticking every five seconds. */
  static LiveStreams on(Path folder) {
    return new LiveStreams(folder, Duration.ofSeconds(5));
  }

  static LiveStreams on(Path folder, Duration tick) {
    return new LiveStreams(folder, tick);
  }

  private Surroundings surroundings(Path folder, Duration tick) {
    StreamsSettings settings =
        new StreamsSettings(
            "weir-streams",
            folder,
            "streams-0",
            Duration.ofMillis(5),
            1,
            true,
            0,
            tick,
            500,
            100_000,
            Duration.ofSeconds(30),
            DataSize.ofMegabytes(32),
            Map.of());
    KafkaSettings kafka =
        new KafkaSettings(
            Cluster.bootstrapServers(), Map.of("schema.registry.url", Cluster.registryUrl()));
    TopicLayout topics = new TopicLayout(6, 6, 1, 1, Duration.ofDays(90));
    return new Surroundings(
        new Surroundings.Config(settings, kafka, topics),
        folder,
        new MeterTally(meters),
        observed,
        List.of(stripe()));
  }

  private StripeSubTopology stripe() {
    return new StripeSubTopology(
        new StripeWire(Cluster.config()), new StripeWatch(meters, Clock.systemUTC()));
  }

  private void listen() {
    try {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : answers.poll(Duration.ofMillis(100))) {
          DecisionRecord decision = deserializer.deserialize(Topics.DECISIONS, record.value());
          CompletableFuture<DecisionRecord> asked =
              waiting.remove(String.valueOf(decision.getCorrelation()));
          if (asked != null) {
            asked.complete(decision);
          }
        }
      }
    } catch (WakeupException e) {
      answers.close();
    }
  }

  CompletableFuture<DecisionRecord> send(AccountKey account, String id, Verb verb) {
    String correlation = UUID.randomUUID().toString();
    CompletableFuture<DecisionRecord> answer = new CompletableFuture<>();
    waiting.put(correlation, answer);
    long now = System.currentTimeMillis();
    Command command = new Command(account, id, now, null, verb);
    Envelope envelope = new Envelope(now, correlation, 0, null);
    byte[] value = serializer.serialize(Topics.COMMANDS, Codec.command(command, envelope));
    producer.send(new ProducerRecord<>(Topics.COMMANDS, account.text().getBytes(UTF_8), value));
    return answer;
  }

  /** Returns once the broker has it. */
  void put(ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("not taken", e);
    }
  }

  DecisionRecord ask(AccountKey account, String id, Verb verb) {
    return await(send(account, id, verb));
  }

  static DecisionRecord await(CompletableFuture<DecisionRecord> answer) {
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("no decision", e);
    }
  }

  StreamsService service() {
    return service;
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited in vain for: " + what);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    answers.wakeup();
    try {
      listener.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(Duration.ofSeconds(1));
    service.stop();
  }
}
