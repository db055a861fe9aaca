package dev.weir.schemas.codec;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What was read or made not long ago, by key, so that it need not be decoded again. In two
 * generations: when the young fill half of the room they become the old, and the old go. One thread
 * keeps, any may look.
 */
public final class Recent<V> {

  private record Kept<V>(V value, int weight) {}

  private final long half;
  private volatile Map<String, Kept<V>> young = new ConcurrentHashMap<>();
  private volatile Map<String, Kept<V>> old = new ConcurrentHashMap<>();
  private long weight;

  /**
   * @param room for values that together weigh no more
   */
  public Recent(long room) {
    this.half = room / 2;
  }

  /** For the thread that keeps: what it asks for is young again. */
  public @Nullable V get(String key) {
    Kept<V> found = young.get(key);
    if (found != null) {
      return found.value;
    }
    found = old.get(key);
    if (found == null) {
      return null;
    }
    put(key, found.value, found.weight);
    return found.value;
  }

  /** For any thread. While generations change it may miss what is there. */
  public @Nullable V look(String key) {
    Kept<V> found = young.get(key);
    if (found == null) {
      found = old.get(key);
    }
    return found == null ? null : found.value;
  }

  public void put(String key, V value, int weighs) {
    if (weighs > half) {
      forget(key);
      return;
    }
    Kept<V> before = young.get(key);
    long added = weighs - (before == null ? 0 : before.weight);
    if (weight + added > half) {
      old = young;
      young = new ConcurrentHashMap<>();
      weight = 0;
      added = weighs;
    }
    young.put(key, new Kept<>(value, weighs));
    weight += added;
  }

  private void forget(String key) {
    old.remove(key);
    Kept<V> before = young.remove(key);
    weight -= before == null ? 0 : before.weight;
  }
}
