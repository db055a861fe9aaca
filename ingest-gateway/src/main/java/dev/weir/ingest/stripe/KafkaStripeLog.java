package dev.weir.ingest.stripe;

import dev.weir.edge.kafka.KafkaConnection;
import dev.weir.edge.problem.Problem;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.WalletRecord;
import dev.weir.schemas.serde.AvroSerdes;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The two topics that concern Stripe, written with every acknowledgement there is. */
public final class KafkaStripeLog implements StripeLog, AutoCloseable {
  private static final int BLOCK_MS = 5_000;
  private static final int DELIVERY_MS = 10_000;
  private static final int RETRY_AFTER_SECONDS = 5;

  private final KafkaProducer<String, SpecificRecord> producer;

  public KafkaStripeLog(KafkaConnection kafka) {
    Map<String, Object> config = kafka.config();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, "stripe-log");
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MS);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, BLOCK_MS);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MS);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 << 20);
    config.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    this.producer =
        new KafkaProducer<>(config, new StringSerializer(), AvroSerdes.serializer(kafka.config()));
  }

  @Override
  public long write(Taken taken) {
    return written(send(taken));
  }

  @Override
  public long write(String key, @Nullable WalletRecord wallet) {
    return written(producer.send(new ProducerRecord<>(Topics.WALLETS, key, wallet)));
  }

  private static long written(Future<RecordMetadata> sent) {
    try {
      return sent.get(DELIVERY_MS + BLOCK_MS, TimeUnit.MILLISECONDS).offset();
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw unavailable();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable();
    }
  }

  public Future<RecordMetadata> send(Taken taken) {
    return producer.send(new ProducerRecord<>(Topics.STRIPE, taken.key(), taken.event()));
  }

  private static Problem unavailable() {
    return Problem.unavailable(
        "kafka_unavailable", "It could not be written down.", RETRY_AFTER_SECONDS);
  }

  @Override
  public void close() {
    producer.close();
  }
}
