package dev.weir.ingest.bus;

import dev.weir.edge.problem.Problem;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.CommandRecord;
import dev.weir.schemas.registry.RegistryUnavailableException;
import dev.weir.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The producer of commands: idempotent, acknowledged by all replicas, never waiting to fill up. */
final class CommandLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CommandLog.class);
  private static final int BATCH_BYTES = 128 * 1024;

  /**
   * A build's payload goes on to the workers in a record that may have 900 KiB; what could not is
   * refused here, while somebody listens.
   */
  private static final int LARGEST_COMMAND = 880 * 1024;

  private final Producer<String, CommandRecord> producer;
  private final Reachability reachability;

  CommandLog(Map<String, Object> connection, Map<String, String> own) {
    this.producer =
        new KafkaProducer<>(
            config(connection, own), new StringSerializer(), AvroSerdes.serializer(connection));
    this.reachability = new Reachability(connection);
  }

  private static Map<String, Object> config(
      Map<String, Object> connection, Map<String, String> own) {
    Map<String, Object> config = new HashMap<>(connection);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, "weir-ingest");
    // Nothing waits for company, but what comes while one request is on its way shares the next.
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, Topics.COMPRESSION);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_COMMAND);
    // Shorter than a request waits: what was not acknowledged by then is not tried behind its back.
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 4_500);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
    config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    config.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    config.putAll(own);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return config;
  }

  boolean reachable() {
    return !reachability.down();
  }

  void unanswered() {
    reachability.failed("it does not answer");
  }

  /** Refuses before anything is written; the future knows the rest, and fails with a problem. */
  CompletableFuture<RecordMetadata> append(String account, CommandRecord command) {
    if (reachability.down()) {
      throw unreachable();
    }
    CompletableFuture<RecordMetadata> written = new CompletableFuture<>();
    Thread sender = Thread.currentThread();
    reachability.sent();
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(Topics.COMMANDS, account, command),
              (metadata, failure) -> {
                if (failure == null) {
                  reachability.acknowledged();
                  written.complete(metadata);
                } else {
                  // Whoever hears of it while still sending hears that it never left.
                  boolean left = Thread.currentThread() != sender;
                  written.completeExceptionally(problem(failure, left));
                }
              });
    } catch (KafkaException e) {
      throw problem(e, false);
    }
    return written;
  }

  private Problem problem(Exception failure, boolean left) {
    if (failure instanceof RecordTooLargeException) {
      reachability.acknowledged();
      return Problem.of(413, "command_too_large", "A command may have at most 880 KiB.");
    }
    if (failure instanceof RegistryUnavailableException) {
      reachability.acknowledged();
      return Problem.unavailable("registry_unreachable", "Nothing was written. Try again.", 1);
    }
    if (failure instanceof InvalidTimestampException || failure instanceof InvalidRecordException) {
      // The only thing about our records that a broker looks at is their time.
      reachability.acknowledged();
      LOG.error("The broker refuses what is stamped here: {}", failure.getMessage());
      return Problem.unavailable(
          "clock_wrong", "Nothing was written: the clock of this gateway is ahead.", 1);
    }
    reachability.refused(failure.getClass().getSimpleName());
    return left && !(failure instanceof NotEnoughReplicasException) ? unknown() : unreachable();
  }

  static Problem unreachable() {
    return Problem.unavailable("kafka_unreachable", "Nothing was written. Try again.", 1);
  }

  static Problem unknown() {
    return Problem.of(
            504, "outcome_unknown", "No decision came in time. Send the same id again: it is safe.")
        .with("retry_same_id", true)
        .header("Retry-After", "1");
  }

  @Override
  public void close() {
    reachability.close();
    producer.close(Duration.ofSeconds(5));
  }
}
