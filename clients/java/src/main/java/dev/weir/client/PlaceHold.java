package dev.weir.client;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/** Sets an amount aside until it is captured, released or timed out. */
public record PlaceHold(String id, Map<String, ?> body) {
  public PlaceHold {
    body = Map.copyOf(body);
  }

  public static PlaceHold of(String user, BigDecimal amount) {
    return new PlaceHold(Ids.made(), Map.of("user", user, "amount", amount));
  }

  public PlaceHold withId(String id) {
    return new PlaceHold(id, body);
  }

  /** 15 minutes unless told otherwise, at most a day. */
  public PlaceHold timeout(Duration timeout) {
    return with("timeoutSeconds", timeout.toSeconds());
  }

  /** What a capture of more than was held may do. */
  public PlaceHold policy(Policy policy) {
    return with("policy", policy.text());
  }

  public PlaceHold operation(String operation) {
    return with("operation", operation);
  }

  public PlaceHold metadata(Map<String, ?> metadata) {
    return with("metadata", metadata);
  }

  private PlaceHold with(String member, Object value) {
    return new PlaceHold(id, Ids.plus(body, member, value));
  }
}
