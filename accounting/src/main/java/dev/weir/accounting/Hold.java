package dev.weir.accounting;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An amount set aside until its actual use is known.
 *
 * @param parts what was drawn from which bucket, in burn order
 * @param expiresAt the instant at which it is gone by itself
 * @param build without its payload
 */
public record Hold(
    String id,
    List<Draw> parts,
    Policy policy,
    long overdraftLimit,
    long placedAt,
    long expiresAt,
    @Nullable Build build,
    Note note) {

  public Hold {
    parts = List.copyOf(parts);
  }

  public long amount() {
    long sum = 0;
    for (Draw part : parts) {
      sum += part.amount();
    }
    return sum;
  }
}
