package dev.weir.accounting;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Maps whose order is that of their keys: what is stored of them is the same in every process. */
final class Sorted {

  private static final Class<?> MADE_HERE =
      Collections.unmodifiableSortedMap(new TreeMap<>()).getClass();

  private Sorted() {}

  /** Unmodifiable; one that this made is not copied again. */
  static <V> Map<String, V> copy(Map<String, V> map) {
    if (map.isEmpty()) {
      return Map.of();
    }
    return map.getClass() == MADE_HERE
        ? map
        : Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
