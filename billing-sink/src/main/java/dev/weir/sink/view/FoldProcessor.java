package dev.weir.sink.view;

import dev.weir.accounting.LedgerEntry;
import dev.weir.schemas.codec.Recent;
import dev.weir.sink.ledger.BrokenLedger;
import dev.weir.sink.ledger.LedgerReader;
import dev.weir.sink.ledger.LedgerReader.Read;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * Loads the view, folds the entry into it, stores it, tells those who watch. What a command did in
 * several entries becomes visible with the last of them: until then the fold goes on beside the
 * view.
 */
@NullUnmarked // init() comes before process(), which no constructor can say.
final class FoldProcessor implements Processor<String, byte[], Void, Void>, Folded {
  /** Counted in buckets and holds: a few megabytes. */
  private static final long ROOM = 40_000;

  private final LedgerReader reader;
  private final ViewChanges changes;
  private final Map<Integer, Folded> partitions;
  private ProcessorContext<Void, Void> context;
  private Recent<View> recent;
  private KeyValueStore<String, View> views;
  private KeyValueStore<String, View> begun;
  private KeyValueStore<Integer, Reached> reached;
  private volatile @Nullable Reached here;
  private QuietCommit commit;

  /**
   * @param partitions is told of this one as long as it is folded
   */
  FoldProcessor(Folding folding, Map<Integer, Folded> partitions) {
    this.reader = folding.reader();
    this.changes = folding.changes();
    this.partitions = partitions;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    this.context = context;
    recent = new Recent<>(ROOM);
    views = context.getStateStore(SinkTopology.VIEWS);
    begun = context.getStateStore(SinkTopology.BEGUN);
    reached = context.getStateStore(SinkTopology.REACHED);
    here = reached.get(context.taskId().partition());
    commit = new QuietCommit(context);
    partitions.put(context.taskId().partition(), this);
  }

  @Override
  public void close() {
    partitions.remove(context.taskId().partition(), this);
  }

  @Override
  public boolean open() {
    return views.isOpen();
  }

  @Override
  public @Nullable View view(String account) {
    View known = recent.look(account);
    return known == null ? views.get(account) : known;
  }

  @Override
  public OptionalLong commandOffset() {
    Reached now = here;
    return now == null ? OptionalLong.empty() : OptionalLong.of(now.commandOffset());
  }

  @Override
  public void process(Record<String, byte[]> record) {
    commit.folded(context.currentSystemTimeMs() - record.timestamp());
    RecordMetadata place = context.recordMetadata().orElseThrow();
    Read read = reader.read(record.value(), place.partition(), place.offset());
    LedgerEntry entry = read.entry();
    String key = entry.account().text();
    if (!key.equals(record.key())) {
      throw new BrokenLedger(
          "offset %d holds an entry of %s under the key %s"
              .formatted(place.offset(), key, record.key()));
    }
    View after = fold(key, read, place.offset());
    // Until its last entry is in, only what came before the command is.
    long command = read.last() ? read.commandOffset() : read.commandOffset() - 1;
    here = Reached.after(here, command, place.offset());
    reached.put(place.partition(), here);
    if (after != null) {
      changes.folded(after);
    }
  }

  /** The new view, or null when it is still the one before. */
  private @Nullable View fold(String key, Read read, long offset) {
    View known = recent.get(key);
    View view = known == null ? views.get(key) : known;
    // What lies in there from an earlier command is behind the view, and then never looked at.
    View amid = view != null && read.entry().seq() <= view.seq() + 1 ? null : begun.get(key);
    View after = Fold.next(amid == null ? view : amid, read.entry(), offset);
    if (after == null) {
      return null;
    }
    if (!read.last()) {
      begun.put(key, after);
      return null;
    }
    // In this order, because readers look in this order: none finds less than one before it.
    recent.put(key, after, after.weight());
    views.put(key, after);
    if (amid != null) {
      begun.delete(key);
    }
    return after;
  }
}
