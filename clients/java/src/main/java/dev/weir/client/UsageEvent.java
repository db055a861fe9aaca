package dev.weir.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that was used. Its id makes it count once, its time is when it happened.
 *
 * @param metadata JSON values: strings, numbers, booleans, maps and lists of them
 */
public record UsageEvent(
    String id,
    String user,
    String meter,
    BigDecimal quantity,
    Instant time,
    Map<String, ?> metadata) {

  public UsageEvent {
    metadata = Map.copyOf(metadata);
  }

  /** Used just now. */
  public static UsageEvent of(String user, String meter, BigDecimal quantity) {
    return new UsageEvent(Ids.made(), user, meter, quantity, Instant.now(), Map.of());
  }

  public UsageEvent metadata(Map<String, ?> metadata) {
    return new UsageEvent(id, user, meter, quantity, time, metadata);
  }

  String json() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", id);
    members.put("user", user);
    members.put("meter", meter);
    members.put("quantity", quantity);
    members.put("time", time.toString());
    if (!metadata.isEmpty()) {
      members.put("metadata", metadata);
    }
    return Json.write(members);
  }
}
