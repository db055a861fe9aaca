package dev.weir.streams.topology;

import dev.weir.streams.decide.Output;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * By the key as everywhere in Kafka, but for decisions: they go where the asking gateway reads. An
 * asker that has no partition is nobody's; its decision stands in the ledger all the same.
 */
final class OutgoingPartitioner implements StreamPartitioner<byte[], Object> {

  @Override
  public Optional<Set<Integer>> partitions(
      String topic, byte[] key, Object outgoing, int partitions) {
    if (outgoing instanceof Output output && output.partition() != Output.BY_KEY) {
      return Optional.of(output.partition() < partitions ? Set.of(output.partition()) : Set.of());
    }
    return Optional.empty();
  }
}
