package dev.weir.sink.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How the writer is doing, for health and metrics. Written by its thread, read by any. */
public final class WriterStatus {

  /** What keeps the writer from writing, since when, and whether waiting can help. */
  public record Trouble(String reason, Instant since, boolean needsRepair) {
    public boolean olderThan(Duration age, Instant now) {
      return since.plus(age).isBefore(now);
    }
  }

  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong batches = new AtomicLong();
  private final AtomicLong fenced = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private volatile @Nullable Trouble trouble;
  private volatile Consumer<List<LedgerRow>> witness = rows -> {};

  public long rows() {
    return rows.get();
  }

  public long batches() {
    return batches.get();
  }

  /** How often another owner was found in place. */
  public long fenced() {
    return fenced.get();
  }

  public long retries() {
    return retries.get();
  }

  public Optional<Trouble> trouble() {
    return Optional.ofNullable(trouble);
  }

  void witness(Consumer<List<LedgerRow>> ofRows) {
    witness = ofRows;
  }

  void wrote(List<LedgerRow> committed) {
    rows.addAndGet(committed.size());
    batches.incrementAndGet();
    witness.accept(committed);
  }

  /** Only rows that were written prove that what needed repair is repaired. */
  void well(boolean wrote) {
    Trouble before = trouble;
    if (before != null && (wrote || !before.needsRepair())) {
      trouble = null;
    }
  }

  void steppedDown() {
    fenced.incrementAndGet();
  }

  /** Keeps the moment at which the trouble began while it lasts. */
  void troubled(String reason, boolean needsRepair) {
    retries.incrementAndGet();
    Trouble before = trouble;
    Instant since = before == null ? Instant.now() : before.since();
    trouble = new Trouble(reason, since, needsRepair);
  }
}
