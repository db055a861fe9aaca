package dev.weir.sink.read;

import dev.weir.accounting.AccountKey;
import dev.weir.edge.http.Position;
import dev.weir.edge.problem.Problem;
import dev.weir.sink.lag.TopicOffsets;
import dev.weir.sink.view.View;
import dev.weir.sink.view.ViewMoving;
import dev.weir.sink.view.Views;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.IsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Makes a read wait until it sees the write it came after: at most a second, then it is refused,
 * for an old balance must not pass for a new one.
 */
public final class Positions {
  private static final Duration LONGEST = Duration.ofSeconds(1);

  /** Most writes leave an entry, and it comes by itself; the broker is asked about the others. */
  private static final Duration BEFORE_ASKING = Duration.ofMillis(100);

  private static final Duration BEFORE_LOOKING = Duration.ofMillis(300);

  private final Views views;
  private final TopicOffsets offsets;
  private final Groups groups;

  /** The names that say how far deciding and folding are. */
  public record Groups(String commandTopic, String ledgerTopic, String deciding, String folding) {}

  public Positions(Views views, TopicOffsets offsets, Groups groups) {
    this.views = views;
    this.offsets = offsets;
    this.groups = groups;
  }

  /** Returns when a read of the account shows the position, or throws the refusal. */
  public void await(AccountKey account, Position position) {
    switch (position) {
      case Position.Seq seq -> poll(() -> seqOf(account) >= seq.seq(), LONGEST);
      case Position.Offsets written -> {
        int partition = views.partition(account);
        Long offset = written.offsets().get(partition);
        if (offset != null) {
          awaitOffset(partition, offset);
        }
      }
    }
  }

  /**
   * Returns when somebody who reads a topic has read all that it holds by now, transactions still
   * open included, or throws the refusal a second after the caller asked.
   *
   * @param account whose partition alone counts, in a topic parted as the ledger is; or all do
   * @param next by partition, the first offset that is not read yet
   */
  public void awaitAll(
      String topic,
      @Nullable AccountKey account,
      Supplier<Map<Integer, Long>> next,
      long askedNanos) {
    Map<Integer, Long> ends = ends(topic);
    if (account != null) {
      ends.keySet().retainAll(Set.of(views.partition(account)));
    }
    poll(
        () -> {
          Map<Integer, Long> read = next.get();
          return ends.entrySet().stream()
              .allMatch(end -> read.getOrDefault(end.getKey(), 0L) >= end.getValue());
        },
        left(askedNanos + LONGEST.toNanos()));
  }

  /** Waits as long for a write that nobody asked for, and reads without it when it stays away. */
  void settle(AccountKey account, long seq) {
    Pause.until(() -> seqOf(account) >= seq, LONGEST);
  }

  private long seqOf(AccountKey account) {
    View view = views.get(account);
    return view == null ? 0 : view.seq();
  }

  /**
   * Its own last entry, or one of a later command, proves that it is in. Without one (it left no
   * entry, and nothing came after it) the deciding side must have passed the command, and then the
   * fold all that the ledger held by that moment, transactions still open included: the command's
   * own may be among them.
   */
  private void awaitOffset(int partition, long offset) {
    long until = System.nanoTime() + LONGEST.toNanos();
    if (views.folds(partition) && Pause.until(() -> entrySeen(partition, offset), BEFORE_ASKING)) {
      return;
    }
    try {
      poll(() -> entrySeen(partition, offset) || decided(partition, offset), left(until));
      if (entrySeen(partition, offset)) {
        return;
      }
      long end = ends(groups.ledgerTopic()).getOrDefault(partition, 0L);
      long looksFrom = System.nanoTime() + BEFORE_LOOKING.toNanos();
      poll(() -> entrySeen(partition, offset) || folded(partition, end, looksFrom), left(until));
    } catch (TopicOffsets.Unknown unknown) {
      throw new ViewMoving("the broker does not say how far the ledger is", unknown);
    }
  }

  /** By partition, the offset after what is written, transactions still open included. */
  private Map<Integer, Long> ends(String topic) {
    return offsets.ends(topic, IsolationLevel.READ_UNCOMMITTED);
  }

  private boolean entrySeen(int partition, long offset) {
    OptionalLong seen = views.commandOffset(partition);
    return seen.isPresent() && seen.getAsLong() >= offset;
  }

  private boolean decided(int partition, long offset) {
    return offsets.committed(groups.deciding(), groups.commandTopic()).getOrDefault(partition, 0L)
        > offset;
  }

  /** The fold commits as soon as it is quiet, unless nothing came but the marks of transactions. */
  private boolean folded(int partition, long end, long looksFromNanos) {
    long next =
        offsets.committed(groups.folding(), groups.ledgerTopic()).getOrDefault(partition, 0L);
    return next >= end
        || (System.nanoTime() - looksFromNanos > 0
            && offsets.nothingBetween(groups.ledgerTopic(), partition, next, end));
  }

  private static Duration left(long untilNanos) {
    return Duration.ofNanos(Math.max(0, untilNanos - System.nanoTime()));
  }

  private static void poll(BooleanSupplier seen, Duration longest) {
    if (!Pause.until(seen, longest)) {
      throw Problem.unavailable(
          "position_not_seen", "The write at this Weir-Position is not visible here yet.", 1);
    }
  }
}
