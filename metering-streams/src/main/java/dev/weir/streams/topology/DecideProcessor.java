package dev.weir.streams.topology;

import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Decides the commands of one partition, for as long as the partition is ours. */
final class DecideProcessor implements Processor<byte[], byte[], byte[], Object> {

  private final Parts parts;
  private @Nullable PartitionWork work;

  DecideProcessor(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    work = new PartitionWork(parts, context);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Objects.requireNonNull(work).take(record);
  }

  @Override
  public void close() {
    if (work != null) {
      work.end();
    }
  }
}
