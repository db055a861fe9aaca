package dev.weir.sink.view;

import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
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

  private SinkTopology() {}

  static Topology build(Folding folding) {
    // Kept for ever in small pieces: the changelog is what a new instance is filled from.
    Map<String, String> changelog = Map.of("min.cleanable.dirty.ratio", "0.2");
    return new Topology()
        .addSource(SOURCE, new StringDeserializer(), new ByteArrayDeserializer(), folding.topic())
        .addProcessor(FOLD, () -> new FoldProcessor(folding), SOURCE)
        .addStateStore(views(VIEWS, folding, changelog), FOLD)
        .addStateStore(views(BEGUN, folding, changelog), FOLD)
        .addStateStore(
            Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(REACHED), Serdes.Integer(), Reached.serde())
                .withCachingEnabled()
                .withLoggingEnabled(changelog),
            FOLD);
  }

  private static StoreBuilder<KeyValueStore<String, View>> views(
      String name, Folding folding, Map<String, String> changelog) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.String(), folding.serde())
        .withCachingEnabled()
        .withLoggingEnabled(changelog);
  }
}
