package dev.weir.streams.topology;

import dev.weir.streams.guard.FailStop;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.common.utils.Bytes;

/**
 * A mark in every store beside that of the accounts, set when the first command of a partition is
 * applied. A store that comes up without it, although commands were applied, lost its changelog.
 * The accounts' mark is the fence itself, which lies among them.
 */
final class Marks {

  static final Bytes KEY = Bytes.wrap(new byte[] {0});
  private static final byte[] SET = {1};
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final StoreBooks books;
  private long markedDay = -1;

  Marks(StoreBooks books) {
    this.books = books;
  }

  /** Stops when a store that must have a mark has none. */
  void require(Fence fence, int partition, Clock wallClock) {
    requireMark(books.dueIndex().get(KEY) != null, MeteringTopology.DUE, partition, fence);
    // Answers are forgotten by age: after a pause longer than that there is rightly nothing left.
    if (wallClock.millis() - fence.appliedAt() < MeteringTopology.REMEMBERED_FOR.toMillis() - DAY) {
      requireMark(
          books.remembered(KEY.get()) != null, MeteringTopology.REMEMBERED, partition, fence);
    }
  }

  private static void requireMark(boolean there, String store, int partition, Fence fence) {
    if (!there) {
      throw new FailStop(
          "Store %s of partition %d is empty, although commands up to offset %d were applied: its changelog was lost."
              .formatted(store, partition, fence.applied()));
    }
  }

  /** Sets the marks; that of the store which forgets is set again every day. */
  void set(long timestamp) {
    long day = timestamp - timestamp % DAY;
    if (day == markedDay) {
      return;
    }
    if (markedDay < 0) {
      books.dueIndex().put(KEY, SET);
    }
    books.remember(KEY.get(), SET);
    markedDay = day;
  }
}
