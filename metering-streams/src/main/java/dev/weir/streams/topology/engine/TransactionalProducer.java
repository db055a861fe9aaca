package dev.weir.streams.topology.engine;

import dev.weir.streams.topology.CommitPace;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Waits for the broker once in a commit, not once for each task before it.
 *
 * <p>Kafka Streams flushes the producer for every task and then commits the transaction of all of
 * them, which flushes again and fails if anything that was sent has failed. The first flushes
 * promise nothing that the last does not, and cost a round trip each.
 */
final class TransactionalProducer extends KafkaProducer<byte[], byte[]> {

  private final CommitPace pace;

  TransactionalProducer(Map<String, Object> config, CommitPace pace) {
    super(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.pace = pace;
  }

  @Override
  public void commitTransaction() {
    super.commitTransaction();
    pace.committed();
  }

  @Override
  public void abortTransaction() {
    super.abortTransaction();
    pace.committed();
  }

  @Override
  public void flush() {
    // left to commitTransaction
  }
}
