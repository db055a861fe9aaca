package dev.weir.sink.view;

import java.util.Map;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The whole topology, every node named by hand:
 *
 * <pre>
 *   weir.ledger --> [ledger] --> [fold] -- views    account key -> View
 *                                       -- begun    account key -> View amid the entries of one command
 *                                       -- reached  partition   -> how far
 * </pre>
 */
final class SinkTopology {
  static final String SOURCE = "ledger";
  static final String FOLD = "fold";
  static final String VIEWS = "views";
  static final String BEGUN = "begun";
  static final String REACHED = "reached";

  /** By weight, in each store of a partition: some megabytes at most. */
  private static final long HELD = 20_000;

  private SinkTopology() {}

  static Topology build(Folding folding, Map<Integer, Folded> partitions) {
    return new Topology()
        .addSource(SOURCE, new StringDeserializer(), new ByteArrayDeserializer(), folding.topic())
        .addProcessor(FOLD, () -> new FoldProcessor(folding, partitions), SOURCE)
        .addStateStore(held(VIEWS, Serdes.String(), folding.serde(), View::weight), FOLD)
        .addStateStore(held(BEGUN, Serdes.String(), folding.serde(), View::weight), FOLD)
        .addStateStore(held(REACHED, Serdes.Integer(), Reached.serde(), _ -> 1), FOLD);
  }

  private static <K, V> StoreBuilder<KeyValueStore<K, V>> held(
      String name, Serde<K> keys, Serde<V> values, ToIntFunction<V> weigher) {
    // Kept for ever in small pieces: the changelog is what a new instance is filled from.
    Map<String, String> changelog = Map.of("min.cleanable.dirty.ratio", "0.2");
    return new HeldStoreBuilder<>(
        Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), keys, values)
            .withLoggingEnabled(changelog),
        weigher,
        HELD);
  }
}
