package dev.weir.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Ids and bodies of requests: both are fixed when a request is built. */
final class Ids {
  private Ids() {}

  static String made() {
    return UUID.randomUUID().toString();
  }

  static Map<String, ?> plus(Map<String, ?> body, String member, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(body);
    more.put(member, value);
    return more;
  }
}
