package dev.weir.schemas.codec;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was read or made not long ago, by key, so that it need not be decoded again. What was not
 * asked for longest goes first. For one thread.
 */
public final class Recent<V> {

  private record Kept<V>(V value, int weight) {}

  private final Map<String, Kept<V>> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final long room;
  private long weight;

  /**
   * @param room for values that together weigh no more
   */
  public Recent(long room) {
    this.room = room;
  }

  public @Nullable V get(String key) {
    Kept<V> found = kept.get(key);
    return found == null ? null : found.value;
  }

  public void put(String key, V value, int weighs) {
    Kept<V> before = kept.put(key, new Kept<>(value, weighs));
    weight += weighs - (before == null ? 0 : before.weight);
    Iterator<Kept<V>> eldest = kept.values().iterator();
    while (weight > room) {
      weight -= eldest.next().weight;
      eldest.remove();
    }
  }
}
