package dev.weir.sink.view;

import java.util.Map;
import java.util.function.ToIntFunction;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Builds {@link HeldStore}s on top of the stores that another builder builds. */
record HeldStoreBuilder<K, V>(
    StoreBuilder<KeyValueStore<K, V>> beneath, ToIntFunction<V> weigher, long room)
    implements StoreBuilder<KeyValueStore<K, V>> {

  @Override
  public KeyValueStore<K, V> build() {
    return new HeldStore<>(beneath.build(), weigher, room);
  }

  @Override
  public String name() {
    return beneath.name();
  }

  @Override
  public boolean loggingEnabled() {
    return beneath.loggingEnabled();
  }

  @Override
  public Map<String, String> logConfig() {
    return beneath.logConfig();
  }

  @Override
  public StoreBuilder<KeyValueStore<K, V>> withCachingEnabled() {
    throw new UnsupportedOperationException("what is held is the cache");
  }

  @Override
  public StoreBuilder<KeyValueStore<K, V>> withCachingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<KeyValueStore<K, V>> withLoggingEnabled(Map<String, String> config) {
    return new HeldStoreBuilder<>(beneath.withLoggingEnabled(config), weigher, room);
  }

  @Override
  public StoreBuilder<KeyValueStore<K, V>> withLoggingDisabled() {
    return new HeldStoreBuilder<>(beneath.withLoggingDisabled(), weigher, room);
  }
}
