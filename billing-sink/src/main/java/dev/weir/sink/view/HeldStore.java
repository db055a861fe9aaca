package dev.weir.sink.view;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * Holds what is put as it is until the task commits, and only then lets the store beneath make
 * bytes of it: once for each key, however often it was put. Streams' own cache holds bytes, and
 * makes them at every put. Written by the task's thread, read by any.
 *
 * <p>A deletion is written one commit later. Stores become durable one by one, and what is deleted
 * here may be all there is of what a crash keeps from becoming durable elsewhere.
 */
final class HeldStore<K, V> extends WrappedStateStore<KeyValueStore<K, V>, K, V>
    implements KeyValueStore<K, V> {

  /** Empty for what was deleted. */
  private final Map<K, Optional<V>> held = new ConcurrentHashMap<>();

  /** What had been deleted when the task last committed. */
  private final Set<K> deleted = new HashSet<>();

  private final ToIntFunction<V> weigher;
  private final long room;
  private long weight;

  /**
   * @param room for values that together weigh no more; beyond it all of them are written early
   */
  HeldStore(KeyValueStore<K, V> beneath, ToIntFunction<V> weigher, long room) {
    super(beneath);
    this.weigher = weigher;
    this.room = room;
  }

  @Override
  public @Nullable V get(K key) {
    Optional<V> found = held.get(key);
    return found == null ? wrapped().get(key) : found.orElse(null);
  }

  @Override
  public void put(K key, @Nullable V value) {
    Optional<V> now = Optional.ofNullable(value);
    Optional<V> before = held.put(key, now);
    weight += weightOf(now) - (before == null ? 0 : weightOf(before));
    deleted.remove(key);
    if (weight > room) {
      writeValues();
    }
  }

  private int weightOf(Optional<V> value) {
    return value.isEmpty() ? 0 : weigher.applyAsInt(value.get());
  }

  @Override
  public @Nullable V putIfAbsent(K key, V value) {
    V before = get(key);
    if (before == null) {
      put(key, value);
    }
    return before;
  }

  @Override
  public void putAll(List<KeyValue<K, V>> entries) {
    entries.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public @Nullable V delete(K key) {
    V before = get(key);
    put(key, null);
    return before;
  }

  /** Streams calls this before it sends what is committed. A reader finds a key here or beneath. */
  @Override
  public void flushCache() {
    writeValues();
    deleted.forEach(this::write);
    deleted.clear();
    deleted.addAll(held.keySet());
    super.flushCache();
  }

  private void writeValues() {
    held.forEach(
        (key, value) -> {
          if (value.isPresent()) {
            write(key);
          }
        });
  }

  private void write(K key) {
    Optional<V> value = held.getOrDefault(key, Optional.empty());
    wrapped().put(key, value.orElse(null));
    held.remove(key);
    weight -= weightOf(value);
  }

  @Override
  public void clearCache() {
    forget();
    super.clearCache();
  }

  /** A task that went wrong closes its stores without a commit, and may open the same again. */
  @Override
  public void close() {
    forget();
    super.close();
  }

  private void forget() {
    held.clear();
    deleted.clear();
    weight = 0;
  }

  /** In no order: what is held, then the rest. */
  @Override
  public KeyValueIterator<K, V> all() {
    Map<K, Optional<V>> first = new HashMap<>(held);
    return new HeldFirst<>(first, wrapped().all());
  }

  @Override
  public KeyValueIterator<K, V> range(K from, K to) {
    throw new UnsupportedOperationException("what is held has no order");
  }

  @Override
  public long approximateNumEntries() {
    return wrapped().approximateNumEntries() + held.size();
  }
}
