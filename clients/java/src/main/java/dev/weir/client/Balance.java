package dev.weir.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An account's balance.
 *
 * @param total available and held together
 * @param available what a strict charge could take now
 * @param seq number of the ledger entry that this is the balance after
 */
public record Balance(
    BigDecimal total,
    BigDecimal available,
    BigDecimal held,
    BigDecimal debt,
    List<Bucket> buckets,
    long seq) {

  /** The part of a balance with one source and one expiry; no expiry means that it stays. */
  public record Bucket(
      String id,
      String source,
      BigDecimal granted,
      BigDecimal remaining,
      BigDecimal held,
      Optional<Instant> expiresAt) {

    static Bucket of(Answer answer) {
      return new Bucket(
          answer.text("id"),
          answer.text("source"),
          answer.amount("granted"),
          answer.amount("remaining"),
          answer.amount("held"),
          answer.timeIfThere("expiresAt"));
    }
  }

  static Balance of(Answer answer) {
    return new Balance(
        answer.amount("total"),
        answer.amount("available"),
        answer.amount("held"),
        answer.amount("debt"),
        answer.objects("buckets").stream().map(Bucket::of).toList(),
        answer.whole("seq"));
  }
}
