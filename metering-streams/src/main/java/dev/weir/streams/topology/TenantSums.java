package dev.weir.streams.topology;

import dev.weir.streams.totals.TenantFigures;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Second stage: keeps what each partition last said of a tenant, and shows the sum of it. */
final class TenantSums implements Processor<String, byte[], Void, Void> {

  private final TenantFigures figures;
  private @Nullable KeyValueStore<String, byte[]> store;

  TenantSums(TenantFigures figures) {
    this.figures = figures;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    KeyValueStore<String, byte[]> opened = context.getStateStore(MeteringTopology.TENANT_SUMS);
    store = opened;
    try (KeyValueIterator<String, byte[]> all = opened.all()) {
      all.forEachRemaining(entry -> show(entry.key, entry.value));
    }
  }

  @Override
  public void process(Record<String, byte[]> record) {
    Objects.requireNonNull(store).put(record.key(), record.value());
    show(record.key(), record.value());
  }

  private void show(String key, byte[] value) {
    PartitionSum sum = PartitionSum.parse(key, value);
    figures.take(sum.tenant(), sum.partition(), sum.figures());
  }
}
