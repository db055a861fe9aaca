package dev.weir.client;

import java.math.BigDecimal;
import java.util.Map;

/**
 * A charge to be decided now. Build it once and send the same value again as often as needed: its
 * id makes it one command.
 */
public record Charge(String id, Map<String, ?> body) {
  public Charge {
    body = Map.copyOf(body);
  }

  /** An amount in the tenant's unit, at most six decimals. */
  public static Charge of(String user, BigDecimal amount) {
    return new Charge(Ids.made(), Map.of("user", user, "amount", amount));
  }

  /** A quantity of something that the tenant's price book prices. */
  public static Charge metered(String user, String meter, BigDecimal quantity) {
    return new Charge(Ids.made(), Map.of("user", user, "meter", meter, "quantity", quantity));
  }

  public Charge withId(String id) {
    return new Charge(id, body);
  }

  public Charge operation(String operation) {
    return with("operation", operation);
  }

  public Charge policy(Policy policy) {
    return with("policy", policy.text());
  }

  /** Takes what is there and lets the rest become debt, up to a limit. */
  public Charge overdraft(BigDecimal limit) {
    return policy(Policy.OVERDRAFT).with("overdraftLimit", limit);
  }

  public Charge metadata(Map<String, ?> metadata) {
    return with("metadata", metadata);
  }

  private Charge with(String member, Object value) {
    return new Charge(id, Ids.plus(body, member, value));
  }
}
