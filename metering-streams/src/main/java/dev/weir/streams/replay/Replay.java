package dev.weir.streams.replay;

import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.LedgerEntryRecord;
import dev.weir.schemas.serde.AvroSerdes;
import dev.weir.streams.decide.Wire;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * R15: the whole command log, decided again by the code that decides, gives the ledger again, byte
 * for byte. Reads topics and writes nothing; the service may go on meanwhile.
 */
public final class Replay {

  /** Offsets that were lost, or were never there: then everything that is in the log counts. */
  private static final long NOBODY_SAYS = Long.MAX_VALUE;

  private final Map<String, Object> config;
  private final String applicationId;
  private final String ledger;

  /**
   * @param config where cluster and registry are, in Kafka's and Confluent's own names
   * @param applicationId the deciding service's, whose offsets say how far it has come
   * @param ledger the topic to compare with: the ledger, or a copy of it
   */
  public Replay(Map<String, Object> config, String applicationId, String ledger) {
    this.config = Map.copyOf(config);
    this.applicationId = applicationId;
    this.ledger = ledger;
  }

  /** Partition by partition; every result is told as soon as it is there. */
  public void run(Consumer<Comparison> told) {
    Wire wire = new Wire(config);
    Entries entries = new Entries(AvroSerdes.deserializer(LedgerEntryRecord.class, config));
    decided()
        .forEach(
            (partition, end) -> {
              TopicPartition from = new TopicPartition(Topics.COMMANDS, partition);
              TopicPartition with = new TopicPartition(ledger, partition);
              try (LogReader commands = new LogReader(config, from);
                  LogReader kept = new LogReader(config, with)) {
                told.accept(new PartitionReplay(commands, kept, entries, wire).upTo(end));
              }
            });
  }

  /**
   * By partition, the offset before which everything is decided. Offsets and entries are committed
   * together, so the entries of all these commands are in the ledger.
   */
  private Map<Integer, Long> decided() {
    Map<Integer, Long> ends = new TreeMap<>();
    try (Admin admin = Admin.create(config)) {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata().get();
      int partitions =
          admin.describeTopics(List.of(Topics.COMMANDS)).allTopicNames().get().values().stream()
              .mapToInt(topic -> topic.partitions().size())
              .sum();
      for (int partition = 0; partition < partitions; partition++) {
        OffsetAndMetadata at = committed.get(new TopicPartition(Topics.COMMANDS, partition));
        ends.put(partition, at == null ? NOBODY_SAYS : at.offset());
      }
    } catch (ExecutionException e) {
      throw new KafkaException("It is not known how far the commands are decided.", e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    return ends;
  }
}
