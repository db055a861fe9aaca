package dev.weir.sink.view;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** What is held, then what lies beneath it under other keys. */
final class HeldFirst<K, V> implements KeyValueIterator<K, V> {
  private final Map<K, Optional<V>> held;
  private final Iterator<KeyValue<K, V>> first;
  private final KeyValueIterator<K, V> beneath;
  private @Nullable KeyValue<K, V> next;

  HeldFirst(Map<K, Optional<V>> held, KeyValueIterator<K, V> beneath) {
    this.held = held;
    this.first =
        held.entrySet().stream()
            .flatMap(entry -> entry.getValue().map(v -> KeyValue.pair(entry.getKey(), v)).stream())
            .iterator();
    this.beneath = beneath;
    this.next = following();
  }

  private @Nullable KeyValue<K, V> following() {
    if (first.hasNext()) {
      return first.next();
    }
    while (beneath.hasNext()) {
      KeyValue<K, V> entry = beneath.next();
      if (!held.containsKey(entry.key)) {
        return entry;
      }
    }
    return null;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public KeyValue<K, V> next() {
    KeyValue<K, V> entry = upcoming();
    next = following();
    return entry;
  }

  @Override
  public K peekNextKey() {
    return upcoming().key;
  }

  private KeyValue<K, V> upcoming() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    return next;
  }

  @Override
  public void close() {
    beneath.close();
  }
}
