package dev.weir.accounting;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The buckets that one grant lives in: its own, and the rollover bucket that its rest went to. A
 * revoke of the grant sees them as one.
 *
 * @param rollover null when nothing was rolled over
 */
record Family(Bucket own, @Nullable Bucket rollover) {

  private static final String ROLLOVER = "rollover/";

  static @Nullable Family of(Buckets buckets, String grantId) {
    Bucket own = buckets.findAny(grantId);
    return own == null ? null : new Family(own, buckets.findAny(rolloverId(grantId)));
  }

  /** The grants that have a bucket, live or closed. */
  static Set<String> grantsOf(Buckets buckets) {
    Set<String> grants = HashSet.newHashSet(buckets.size());
    for (List<Bucket> part : List.of(buckets.live(), buckets.closed())) {
      for (Bucket bucket : part) {
        grants.add(grantOf(bucket.id()));
      }
    }
    return grants;
  }

  /** The grants whose rest has been rolled over. */
  static Set<String> rolledOver(Buckets buckets) {
    Set<String> grants = new HashSet<>();
    for (List<Bucket> part : List.of(buckets.live(), buckets.closed())) {
      for (Bucket bucket : part) {
        if (bucket.source() == Source.ROLLOVER) {
          grants.add(grantOf(bucket.id()));
        }
      }
    }
    return grants;
  }

  static String rolloverId(String grantId) {
    return ROLLOVER + grantId;
  }

  /** The grant that a bucket belongs to. */
  static String grantOf(String bucketId) {
    return bucketId.startsWith(ROLLOVER) ? bucketId.substring(ROLLOVER.length()) : bucketId;
  }

  long granted() {
    return own.granted();
  }

  long remaining() {
    return own.remaining() + (rollover == null ? 0 : rollover.remaining());
  }

  long consumed() {
    return own.consumed() + (rollover == null ? 0 : rollover.consumed());
  }

  long revoked() {
    return own.gone().revoked() + (rollover == null ? 0 : rollover.gone().revoked());
  }

  /** What is neither consumed nor held: it remains, or was revoked, or was lost. */
  long unused() {
    long held = own.held() + (rollover == null ? 0 : rollover.held());
    return granted() - consumed() - held;
  }

  /** Expired or discarded. */
  long lost() {
    return unused() - remaining() - revoked();
  }

  /** So much of what remains. */
  List<Draw> takeRemaining(long amount) {
    long fromOwn = Math.min(amount, own.remaining());
    return draws(fromOwn, amount - fromOwn);
  }

  /**
   * What was revoked beyond a target. What was lost when the rest rolled over counts as given
   * first, so that of what rolled over no more stays revoked than the target still wants.
   */
  List<Draw> takeRevoked(long target) {
    long wanted = Math.min(target, unused());
    long back = Math.max(0, revoked() - wanted);
    long later = 0;
    if (rollover != null) {
      long ofRollover = rollover.gone().revoked();
      long given = own.gone().revoked() + lostBeforeRollover(rollover);
      later = Math.max(0, ofRollover - Math.max(0, wanted - given));
    }
    return draws(Math.max(0, back - later), later);
  }

  private long lostBeforeRollover(Bucket moved) {
    return own.granted()
        - own.consumed()
        - own.held()
        - own.remaining()
        - own.gone().revoked()
        - moved.granted();
  }

  private List<Draw> draws(long fromOwn, long fromRollover) {
    List<Draw> draws = new ArrayList<>(2);
    if (fromOwn > 0) {
      draws.add(new Draw(own.id(), own.source(), fromOwn));
    }
    if (fromRollover > 0 && rollover != null) {
      draws.add(new Draw(rollover.id(), rollover.source(), fromRollover));
    }
    return draws;
  }
}
