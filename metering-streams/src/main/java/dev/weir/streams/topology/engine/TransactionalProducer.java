package dev.weir.streams.topology.engine;

import dev.weir.schemas.Topics;
import dev.weir.streams.topology.CommitPace;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Asks the broker for no more than a commit needs.
 *
 * <p>Kafka Streams flushes the producer for every task and then commits the transaction of all of
 * them, which flushes again and fails if anything that was sent has failed. The first flushes
 * promise nothing that the last does not, and cost a round trip each. It also puts the group's
 * offsets into every transaction; those of the commands may come later (see OffsetPace), and are
 * kept here until then.
 */
final class TransactionalProducer extends KafkaProducer<byte[], byte[]> {

  private final CommitPace pace;

  /** Of transactions that were committed without them. */
  private final Map<TopicPartition, OffsetAndMetadata> owed = new HashMap<>();

  private Map<TopicPartition, OffsetAndMetadata> reached = Map.of();
  private boolean telling;

  TransactionalProducer(Map<String, Object> config, CommitPace pace) {
    super(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.pace = pace;
  }

  @Override
  public void sendOffsetsToTransaction(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    reached = offsets;
    telling = pace.offsets().due() || !offsets.keySet().stream().allMatch(this::isOfCommands);
    if (telling) {
      Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>(owed);
      all.putAll(offsets);
      super.sendOffsetsToTransaction(all, group);
    }
  }

  /** Nothing else that is read has a fence. */
  private boolean isOfCommands(TopicPartition partition) {
    return partition.topic().equals(Topics.COMMANDS);
  }

  @Override
  public void commitTransaction() {
    super.commitTransaction();
    if (telling) {
      owed.clear();
      pace.offsets().told();
    } else {
      owed.putAll(reached);
    }
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
