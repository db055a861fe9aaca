package dev.weir.sink.lag;

import dev.weir.sink.view.Views;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.IsolationLevel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second how far views and rows are, and decides when a partition that came to this
 * instance may be read: once it has folded what was in the ledger when it came. Until then a read
 * would show the past, or an account that is known as unknown. A partition that then stands still
 * with entries waiting is not read either, once it has done so for too long.
 */
public final class LagWatch implements Views.CatchUp, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LagWatch.class);
  private static final long CALM_MS = 1_000;
  private static final long WAITING_MS = 100;

  /** Several questions in a row: one that is lost, or a machine that is slow, is no broker away. */
  private static final Duration LONG_UNANSWERED = Duration.ofSeconds(15);

  private final String topic;
  private final TopicOffsets offsets;
  private final GroupLag views;
  private final GroupLag rows;
  private final Duration stale;
  private final Supplier<Set<Integer>> partitionsHere;

  private volatile Beliefs beliefs = Beliefs.none();
  private volatile boolean looked;
  private volatile int partitions;
  private volatile @Nullable Instant unansweredSince;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /**
   * @param targets for each partition here, the offset up to which it must be folded before it is
   *     read
   */
  private record Beliefs(Map<Integer, Long> targets, Set<Integer> caughtUp) {
    static Beliefs none() {
      return new Beliefs(new ConcurrentHashMap<>(), ConcurrentHashMap.newKeySet());
    }
  }

  /** The groups of the two folds, and for how long a view may stand still and yet be read. */
  public record Folds(String views, String rows, Duration stale) {}

  /**
   * @param partitionsHere the partitions whose views live on this instance
   */
  public LagWatch(
      String topic, TopicOffsets offsets, Folds folds, Supplier<Set<Integer>> partitionsHere) {
    this.topic = topic;
    this.offsets = offsets;
    this.views = new GroupLag(folds.views(), topic, offsets);
    this.rows = new GroupLag(folds.rows(), topic, offsets);
    this.stale = folds.stale();
    this.partitionsHere = partitionsHere;
    this.thread = Thread.ofPlatform().daemon().name("lag-watch").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  @Override
  public void close() {
    closed.countDown();
  }

  public GroupLag views() {
    return views;
  }

  public GroupLag rows() {
    return rows;
  }

  /**
   * The views may be older than what was shown of them: every partition here is read again once it
   * has folded what the ledger holds now. A look that has begun already does not count.
   */
  public void forget() {
    beliefs = Beliefs.none();
  }

  /** Whether the partition, if it is here, shows at least what the ledger held when it came. */
  @Override
  public boolean done(int partition) {
    return beliefs.caughtUp.contains(partition);
  }

  @Override
  public int partitions() {
    return partitions;
  }

  @Override
  public OptionalLong entriesLeft(int partition) {
    Long target = beliefs.targets.get(partition);
    return target == null
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(0, target - views.next(partition)));
  }

  private void run() {
    long nextCalmLook = 0;
    try {
      do {
        boolean calm = looked && allCaughtUp();
        if (!calm || System.nanoTime() - nextCalmLook >= 0) {
          look();
          nextCalmLook = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CALM_MS);
        }
      } while (!closed.await(WAITING_MS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    Beliefs believed = beliefs;
    try {
      Set<Integer> here = partitionsHere.get();
      believed.targets.keySet().retainAll(here);
      believed.caughtUp.retainAll(here);
      Map<Integer, Long> ends = offsets.ends(topic, IsolationLevel.READ_COMMITTED);
      partitions = ends.size();
      Instant now = Instant.now();
      views.look(ends, now);
      rows.look(ends, now);
      for (int partition : here) {
        long target = believed.targets.computeIfAbsent(partition, p -> ends.getOrDefault(p, 0L));
        if (views.stuckFor(partition, now).compareTo(stale) > 0) {
          believed.caughtUp.remove(partition);
        } else if (views.next(partition) >= target) {
          believed.caughtUp.add(partition);
        }
      }
      looked = true;
      unansweredSince = null;
    } catch (TopicOffsets.Unknown unknown) {
      if (unansweredSince == null) {
        unansweredSince = Instant.now();
      }
      // What was caught up stays so: reads go on while the broker is away.
      LOG.warn("{}: {}", unknown.getMessage(), String.valueOf(unknown.getCause()));
    } catch (RuntimeException failure) {
      LOG.error("looking at the lag failed", failure);
    }
  }

  /** Whether the broker has said nothing for so long that these figures are of the past. */
  public boolean unanswered(Instant now) {
    Instant since = unansweredSince;
    return since != null && since.plus(LONG_UNANSWERED).isBefore(now);
  }

  /** Whether every partition here may be read; false before the first look. */
  public boolean allCaughtUp() {
    return looked && beliefs.caughtUp.containsAll(partitionsHere.get());
  }
}
