package dev.weir.client;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a charge or a capture took.
 *
 * @param replayed the command had been decided before; this is that decision
 * @param shortfall what was asked for and not there
 * @param released what a capture gave back; zero for a charge
 */
public record Charged(
    boolean replayed,
    BigDecimal charged,
    BigDecimal shortfall,
    BigDecimal released,
    List<Draw> draws,
    Balance balance) {

  /** The part of a charge taken from one bucket. */
  public record Draw(String bucket, String source, BigDecimal amount) {}

  static Charged of(Answer answer) {
    return new Charged(
        answer.text("decision").equals("duplicate"),
        answer.amount("charged"),
        answer.amount("shortfall"),
        answer.amountIfThere("released").orElse(BigDecimal.ZERO),
        answer.objects("draws").stream()
            .map(draw -> new Draw(draw.text("bucket"), draw.text("source"), draw.amount("amount")))
            .toList(),
        Balance.of(answer.object("balance")));
  }
}
