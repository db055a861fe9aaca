package dev.weir.accounting;

import java.util.List;

/**
 * The figures of an accepted command that its answer shows.
 *
 * @param charged what was taken from buckets for good
 * @param released what a capture or release freed, including what expired at once
 * @param revoked cumulative, of the grant
 * @param debt the account's, afterwards
 * @param expiresAt of the hold or the bucket that the command made, else 0
 * @param count of the tier's month, afterwards; 0 unless the command tracked
 * @param draws a bucket appears once; of a hold they are what it holds
 */
public record Outcome(
    long charged,
    long released,
    long shortfall,
    long revoked,
    long debt,
    long expiresAt,
    long count,
    List<Draw> draws) {

  public static final Outcome NONE = new Outcome(0, 0, 0, 0, 0, 0, 0, List.of());

  public Outcome {
    draws = List.copyOf(draws);
  }

  /** The sum of the draws: of a hold, the amount held. */
  public long drawn() {
    long sum = 0;
    for (Draw draw : draws) {
      sum += draw.amount();
    }
    return sum;
  }
}
