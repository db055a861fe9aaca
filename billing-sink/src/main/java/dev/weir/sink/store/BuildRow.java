package dev.weir.sink.store;

import dev.weir.accounting.AccountKey;
import org.jspecify.annotations.Nullable;

/** One build as it stands; amounts in micro-units, times in epoch milliseconds. */
public record BuildRow(
    AccountKey account,
    String buildId,
    String status,
    Work work,
    Figures figures,
    @Nullable String reason,
    Times times) {

  public record Work(String operation, @Nullable String projectId, String size, boolean update) {}

  public record Figures(long estimate, @Nullable Long seconds) {}

  /**
   * @param offset of the newest record about it, in its partition
   */
  public record Times(long requestedAt, long updatedAt, long offset) {}
}
