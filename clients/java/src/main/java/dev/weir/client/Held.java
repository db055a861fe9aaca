package dev.weir.client;

import java.math.BigDecimal;
import java.time.Instant;

/** A hold: capture it with what was really used, or release it, before it times out. */
public record Held(
    boolean replayed,
    String user,
    String holdId,
    BigDecimal held,
    Instant expiresAt,
    Balance balance) {

  static Held of(String user, Answer answer) {
    return new Held(
        answer.text("decision").equals("duplicate"),
        user,
        answer.text("holdId"),
        answer.amount("held"),
        Instant.parse(answer.text("expiresAt")),
        Balance.of(answer.object("balance")));
  }
}
