package dev.weir.accounting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists of draws. */
final class Draws {

  private Draws() {}

  static long sum(List<Draw> draws) {
    long sum = 0;
    for (int i = 0; i < draws.size(); i++) {
      sum += draws.get(i).amount();
    }
    return sum;
  }

  /** R1: what an amount takes from which bucket; all there is when there is less. */
  static List<Draw> inBurnOrder(Buckets buckets, long amount) {
    long left = amount;
    List<Draw> draws = new ArrayList<>(2);
    for (int i = 0; left > 0 && i < buckets.size(); i++) {
      Bucket bucket = buckets.at(i);
      long taken = Math.min(left, bucket.remaining());
      if (taken > 0) {
        draws.add(new Draw(bucket.id(), bucket.source(), taken));
        left -= taken;
      }
    }
    return List.copyOf(draws);
  }

  /** The first so many of the parts. */
  static List<Draw> first(List<Draw> parts, long amount) {
    long left = amount;
    List<Draw> taken = new ArrayList<>(parts.size());
    for (Draw part : parts) {
      long of = Math.min(left, part.amount());
      if (of == 0) {
        break;
      }
      taken.add(new Draw(part.bucket(), part.source(), of));
      left -= of;
    }
    return taken;
  }

  /** What is left of each draw when these parts of it are taken out. */
  static List<Draw> minus(List<Draw> draws, List<Draw> parts) {
    if (parts.isEmpty()) {
      return draws;
    }
    Map<String, Long> taken = HashMap.newHashMap(parts.size());
    for (Draw part : parts) {
      taken.put(part.bucket(), part.amount());
    }
    List<Draw> left = new ArrayList<>();
    for (Draw draw : draws) {
      long rest = draw.amount() - taken.getOrDefault(draw.bucket(), 0L);
      if (rest > 0) {
        left.add(new Draw(draw.bucket(), draw.source(), rest));
      }
    }
    return left;
  }

  /** Both together, each bucket named once, in the order in which it came first. */
  static List<Draw> plus(List<Draw> first, List<Draw> second) {
    if (second.isEmpty()) {
      return first;
    }
    Map<String, Draw> all = LinkedHashMap.newLinkedHashMap(first.size() + second.size());
    for (List<Draw> draws : List.of(first, second)) {
      for (Draw draw : draws) {
        all.merge(
            draw.bucket(),
            draw,
            (a, b) -> new Draw(a.bucket(), a.source(), a.amount() + b.amount()));
      }
    }
    return List.copyOf(all.values());
  }
}
