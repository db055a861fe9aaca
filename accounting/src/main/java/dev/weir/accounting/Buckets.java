package dev.weir.accounting;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of one account. The live ones are kept in burn order, so that a charge takes from the
 * front without sorting; the closed ones are kept because a revoke may still name them. Immutable:
 * a change copies one array of references, whatever the number of buckets it touches.
 */
public final class Buckets {

  /** How many closed buckets an account remembers; a revoke of an older one finds nothing. */
  public static final int MOST_CLOSED = 1_000;

  public static final Buckets NONE = new Buckets(new Bucket[0], new Bucket[0]);

  private final Bucket[] live;
  private final Bucket[] closed;
  private final long available;
  private final long held;

  private Buckets(Bucket[] live, Bucket[] closed) {
    long remainingSum = 0;
    long heldSum = 0;
    for (Bucket bucket : live) {
      remainingSum += bucket.remaining();
      heldSum += bucket.held();
    }
    this.live = live;
    this.closed = closed;
    this.available = remainingSum;
    this.held = heldSum;
  }

  private Buckets(Bucket[] live, Bucket[] closed, long available, long held) {
    this.live = live;
    this.closed = closed;
    this.available = available;
    this.held = held;
  }

  /** From a stored form: live ones in any order, closed ones oldest first. */
  public static Buckets of(Collection<Bucket> live, Collection<Bucket> closed) {
    Bucket[] ordered = live.toArray(Bucket[]::new);
    Arrays.sort(ordered, Bucket.BURN_ORDER);
    return new Buckets(ordered, closed.toArray(Bucket[]::new));
  }

  /** In burn order. */
  public List<Bucket> live() {
    return Collections.unmodifiableList(Arrays.asList(live));
  }

  /** In the order in which they closed. */
  public List<Bucket> closed() {
    return Collections.unmodifiableList(Arrays.asList(closed));
  }

  /** The sum of what remains. */
  public long available() {
    return available;
  }

  public long held() {
    return held;
  }

  public int size() {
    return live.length;
  }

  Bucket at(int index) {
    return live[index];
  }

  public @Nullable Bucket find(String id) {
    int index = indexOf(live, id);
    return index < 0 ? null : live[index];
  }

  /** Live or closed. */
  public @Nullable Bucket findAny(String id) {
    Bucket found = find(id);
    if (found != null) {
      return found;
    }
    int index = indexOf(closed, id);
    return index < 0 ? null : closed[index];
  }

  Buckets add(Bucket bucket) {
    return new Buckets(
        insert(live, bucket), closed, available + bucket.remaining(), held + bucket.held());
  }

  /** How one bucket changes by the amount of one draw. */
  interface Change {
    Bucket apply(Bucket bucket, long amount);
  }

  /** Every drawn bucket changed. A bucket that is empty afterwards is closed. */
  Buckets change(List<Draw> draws, Change change) {
    return switch (draws.size()) {
      case 0 -> this;
      case 1 -> changeOne(draws.getFirst(), change);
      default -> changeMany(draws, change);
    };
  }

  private Buckets changeOne(Draw draw, Change change) {
    int index = indexOf(live, draw.bucket());
    if (index < 0) {
      return reopen(draw, change);
    }
    Bucket before = live[index];
    Bucket after = change.apply(before, draw.amount());
    long newAvailable = available + after.remaining() - before.remaining();
    long newHeld = held + after.held() - before.held();
    if (after.empty()) {
      return new Buckets(remove(live, index), close(after), newAvailable, newHeld);
    }
    boolean stays =
        (index == 0 || Bucket.BURN_ORDER.compare(live[index - 1], after) < 0)
            && (index == live.length - 1 || Bucket.BURN_ORDER.compare(after, live[index + 1]) < 0);
    Bucket[] next;
    if (stays) {
      next = live.clone();
      next[index] = after;
    } else {
      next = insert(remove(live, index), after);
    }
    return new Buckets(next, closed, newAvailable, newHeld);
  }

  /** What comes back to a closed bucket opens it again. */
  private Buckets reopen(Draw draw, Change change) {
    int index = indexOf(closed, draw.bucket());
    if (index < 0) {
      throw new IllegalStateException("no bucket " + draw.bucket());
    }
    return new Buckets(live, remove(closed, index), available, held)
        .add(change.apply(closed[index], draw.amount()));
  }

  private Buckets changeMany(List<Draw> draws, Change change) {
    Map<String, Draw> open = HashMap.newHashMap(draws.size());
    for (Draw draw : draws) {
      open.put(draw.bucket(), draw);
    }
    Bucket[] kept = new Bucket[live.length];
    Bucket[] changed = new Bucket[draws.size()];
    int keptCount = 0;
    int changedCount = 0;
    Bucket[] newClosed = closed;
    for (Bucket bucket : live) {
      Draw draw = open.isEmpty() ? null : open.remove(bucket.id());
      if (draw == null) {
        kept[keptCount++] = bucket;
        continue;
      }
      Bucket after = change.apply(bucket, draw.amount());
      if (!after.empty()) {
        changed[changedCount++] = after;
      } else if (after.source() != Source.DAILY) {
        newClosed = append(newClosed, after);
      }
    }
    Arrays.sort(changed, 0, changedCount, Bucket.BURN_ORDER);
    Buckets next = new Buckets(merge(kept, keptCount, changed, changedCount), newClosed);
    for (Draw left : open.values()) {
      next = next.reopen(left, change);
    }
    return next;
  }

  private static Bucket[] merge(Bucket[] a, int aCount, Bucket[] b, int bCount) {
    Bucket[] merged = new Bucket[aCount + bCount];
    int i = 0;
    int j = 0;
    for (int to = 0; to < merged.length; to++) {
      boolean fromA = j == bCount || (i < aCount && Bucket.BURN_ORDER.compare(a[i], b[j]) < 0);
      merged[to] = fromA ? a[i++] : b[j++];
    }
    return merged;
  }

  private Bucket[] close(Bucket bucket) {
    return bucket.source() == Source.DAILY ? closed : append(closed, bucket);
  }

  private static Bucket[] append(Bucket[] closed, Bucket bucket) {
    int forgotten = closed.length < MOST_CLOSED ? 0 : 1;
    Bucket[] next = new Bucket[closed.length + 1 - forgotten];
    System.arraycopy(closed, forgotten, next, 0, next.length - 1);
    next[next.length - 1] = bucket;
    return next;
  }

  private static Bucket[] insert(Bucket[] ordered, Bucket bucket) {
    int at = -Arrays.binarySearch(ordered, bucket, Bucket.BURN_ORDER) - 1;
    Bucket[] next = new Bucket[ordered.length + 1];
    System.arraycopy(ordered, 0, next, 0, at);
    next[at] = bucket;
    System.arraycopy(ordered, at, next, at + 1, ordered.length - at);
    return next;
  }

  private static Bucket[] remove(Bucket[] all, int index) {
    Bucket[] next = new Bucket[all.length - 1];
    System.arraycopy(all, 0, next, 0, index);
    System.arraycopy(all, index + 1, next, index, next.length - index);
    return next;
  }

  private static int indexOf(Bucket[] all, String id) {
    for (int i = 0; i < all.length; i++) {
      if (all[i].id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Buckets that
        && Arrays.equals(live, that.live)
        && Arrays.equals(closed, that.closed);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(live) + Arrays.hashCode(closed);
  }

  @Override
  public String toString() {
    return "Buckets" + Arrays.toString(live) + ", closed " + Arrays.toString(closed);
  }
}
