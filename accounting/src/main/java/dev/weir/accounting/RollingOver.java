package dev.weir.accounting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** R7: what is left of a period moves on when the next one is paid. */
final class RollingOver {

  private static final Note WHY = Note.because("rollover");

  private RollingOver() {}

  /**
   * The rests of all periods before this one that nothing was rolled over of yet.
   *
   * @param onwards the period that they roll into, and those after it
   * @param newer the buckets of periods that are not before this one
   */
  static void older(Journal journal, List<PaidPeriod> onwards, Set<String> newer) {
    for (Bucket rest : restsBefore(journal, onwards.getFirst().start(), newer)) {
      giveBackDisputed(journal, rest);
      rollOver(journal, rest.id(), onwards);
      Revoking.settle(journal, rest.id(), journal.now());
    }
  }

  /**
   * Each once, the one that ends first in front. One that expired when that period began counts
   * too: an invoice is always paid a little later than its period begins.
   */
  private static List<Bucket> restsBefore(Journal journal, long start, Set<String> newer) {
    Buckets buckets = journal.buckets();
    Set<String> rolledOver = Family.rolledOver(buckets);
    List<Bucket> rests = new ArrayList<>();
    for (List<Bucket> part : List.of(buckets.live(), buckets.closed())) {
      for (Bucket bucket : part) {
        boolean left = bucket.gone().expired() > 0 || disputed(journal, bucket) != null;
        if (bucket.ofPeriod()
            && (bucket.remaining() > 0 || (left && bucket.expiresAt() >= start))
            && !newer.contains(bucket.id())
            && !rolledOver.contains(bucket.id())) {
          rests.add(bucket);
        }
      }
    }
    rests.sort(Comparator.comparingLong(Bucket::expiresAt).thenComparingLong(Bucket::seq));
    return rests;
  }

  /**
   * What a dispute took may come back, and needs a place to come back to when its period is over.
   * So it rolls over too, and is taken again from there.
   */
  private static void giveBackDisputed(Journal journal, Bucket bucket) {
    Map.Entry<String, Revocation.Target> dispute = disputed(journal, bucket);
    if (dispute == null) {
      return;
    }
    Draw back = new Draw(bucket.id(), bucket.source(), bucket.gone().revoked());
    Revocation.Target target = dispute.getValue();
    Fact again =
        new Fact.Revoked(
            bucket.id(),
            dispute.getKey(),
            target.amount(),
            target.over(),
            Fact.Owed.NOTHING,
            List.of(back));
    journal.write(back.amount(), List.of(back), WHY, again);
    Due.expireReturned(journal, journal.now());
  }

  private static Map.@Nullable Entry<String, Revocation.Target> disputed(
      Journal journal, Bucket bucket) {
    Revocation revocation = journal.account().revocations().get(bucket.id());
    return revocation == null || bucket.gone().revoked() == 0 ? null : revocation.openDispute();
  }

  /** What does not fit is discarded, or stays expired. */
  static void rollOver(Journal journal, String grant, List<PaidPeriod> onwards) {
    Bucket bucket = journal.buckets().findAny(grant);
    if (bucket == null) {
      return;
    }
    boolean late = bucket.remaining() == 0;
    long rest = late ? bucket.gone().expired() : bucket.remaining();
    long rolled = room(journal.buckets(), rest, onwards);
    if (rolled > 0) {
      write(journal, bucket, rolled, late);
    }
    if (!late && rest > rolled) {
      journal.writeLoss(journal.now(), bucket, rest - rolled, new Fact.Discarded());
    }
  }

  private static void write(Journal journal, Bucket bucket, long rolled, boolean late) {
    String into = Family.rolloverId(bucket.id());
    long expiresAt = journal.now() + Limits.PACKAGE_MS;
    Draw moved =
        late
            ? new Draw(into, Source.ROLLOVER, rolled)
            : new Draw(bucket.id(), bucket.source(), rolled);
    journal.write(
        late ? rolled : 0,
        List.of(moved),
        WHY,
        new Fact.RolledOver(bucket.id(), into, rolled, expiresAt, late));
  }

  /**
   * How much of a rest may roll over: so much that together with what later periods have rolled
   * over it comes to what it would have come to, had all of them been paid in their order.
   */
  private static long room(Buckets buckets, long rest, List<PaidPeriod> onwards) {
    long without = ofOlderPeriods(buckets, onwards);
    long with = fill(without, rest, onwards.getFirst());
    for (int i = 1; i < onwards.size(); i++) {
      PaidPeriod next = onwards.get(i);
      long later = restBefore(next, Family.of(buckets, onwards.get(i - 1).grant()));
      without = fill(without, later, next);
      with = fill(with, later, next);
    }
    return with - without;
  }

  private static long fill(long rolledOver, long rest, PaidPeriod into) {
    return rolledOver + Math.min(rest, Math.max(0, into.plan().rolloverCap() - rolledOver));
  }

  private static long ofOlderPeriods(Buckets buckets, List<PaidPeriod> onwards) {
    Set<String> newer = new HashSet<>();
    for (PaidPeriod period : onwards) {
      newer.add(Family.rolloverId(period.grant()));
    }
    long sum = 0;
    for (Bucket bucket : buckets.live()) {
      if (bucket.source() == Source.ROLLOVER && !newer.contains(bucket.id())) {
        sum += bucket.remaining() + bucket.held();
      }
    }
    return sum;
  }

  /**
   * What was left of a period when the next one began, whatever became of it; but for what was
   * taken back of it since, which leaves its room to others.
   */
  private static long restBefore(PaidPeriod next, @Nullable Family period) {
    if (period == null) {
      return 0;
    }
    Gone gone = period.own().gone();
    boolean adjoining = period.own().expiresAt() >= next.start();
    long rest = gone.rolledOver() + gone.discarded() + (adjoining ? gone.expired() : 0);
    Bucket rollover = period.rollover();
    return rollover == null ? rest : Math.max(0, rest - rollover.gone().revoked());
  }
}
