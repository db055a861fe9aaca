package dev.weir.sink.view;

import dev.weir.accounting.LedgerEntry;
import dev.weir.sink.ledger.BrokenLedger;
import dev.weir.sink.ledger.LedgerReader;
import dev.weir.sink.ledger.LedgerReader.Read;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.NullUnmarked;

/** Loads the view, folds the entry into it, stores it, tells those who watch. */
@NullUnmarked // init() comes before process(), which no constructor can say.
final class FoldProcessor implements Processor<String, byte[], Void, Void> {
  private final LedgerReader reader;
  private final ViewChanges changes;
  private ProcessorContext<Void, Void> context;
  private KeyValueStore<String, View> views;
  private KeyValueStore<Integer, Reached> reached;

  FoldProcessor(Folding folding) {
    this.reader = folding.reader();
    this.changes = folding.changes();
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    this.context = context;
    views = context.getStateStore(SinkTopology.VIEWS);
    reached = context.getStateStore(SinkTopology.REACHED);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    RecordMetadata place = context.recordMetadata().orElseThrow();
    Read read = reader.read(record.value(), place.partition(), place.offset());
    LedgerEntry entry = read.entry();
    String key = entry.account().text();
    if (!key.equals(record.key())) {
      throw new BrokenLedger(
          "offset %d holds an entry of %s under the key %s"
              .formatted(place.offset(), key, record.key()));
    }
    View after = Fold.next(views.get(key), entry, place.offset());
    if (after != null) {
      views.put(key, after);
    }
    Reached next =
        Reached.after(reached.get(place.partition()), read.commandOffset(), place.offset());
    reached.put(place.partition(), next);
    if (after != null) {
      changes.folded(after);
    }
  }
}
