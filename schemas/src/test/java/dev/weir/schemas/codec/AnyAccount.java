package dev.weir.schemas.codec;

import dev.weir.accounting.Account;
import dev.weir.accounting.Bonus;
import dev.weir.accounting.Bucket;
import dev.weir.accounting.Buckets;
import dev.weir.accounting.Counter;
import dev.weir.accounting.Gone;
import dev.weir.accounting.Hold;
import dev.weir.accounting.Holds;
import dev.weir.accounting.Lot;
import dev.weir.accounting.Revocation;
import dev.weir.accounting.Totals;
import dev.weir.accounting.Usage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Any account whose books balance (another one cannot be made), from a seed. */
final class AnyAccount {

  private static final int SMALL = 1_000_000;

  private final AnyValue any;

  AnyAccount(long seed) {
    any = new AnyValue(seed);
  }

  Account account() {
    List<Bucket> live = any.some(this::bucket);
    List<Bucket> closed = any.some(this::bucket);
    return new Account(
        any.key(),
        any.number(),
        any.text(),
        any.number(),
        any.plan(),
        any.subscription(),
        new Bonus(any.number(), any.number(), any.number()),
        any.amount(),
        Buckets.of(live, closed),
        Holds.of(any.some(this::hold)),
        many(this::revocation),
        new Usage(any.number(), any.number(), any.number()),
        new Counter(any.number(), any.number()),
        totals(live));
  }

  private static Totals totals(List<Bucket> live) {
    return new Totals(
        sum(live, Bucket::granted),
        sum(live, Bucket::consumed),
        sum(live, bucket -> bucket.gone().expired()),
        sum(live, bucket -> bucket.gone().revoked()),
        sum(live, bucket -> bucket.gone().rolledOver()),
        sum(live, bucket -> bucket.gone().discarded()));
  }

  private static long sum(List<Bucket> buckets, ToLongFunction<Bucket> part) {
    return buckets.stream().mapToLong(part).sum();
  }

  private Bucket bucket() {
    long remaining = any.below(SMALL);
    long held = any.below(SMALL);
    long consumed = any.below(SMALL);
    Gone gone = new Gone(any.below(SMALL), any.below(SMALL), any.below(SMALL), any.below(SMALL));
    long granted = remaining + held + consumed + gone.sum();
    Lot lot = new Lot(any.text(), any.source(), granted, any.number(), any.expiry(), any.number());
    return new Bucket(lot, remaining, held, consumed, gone);
  }

  private Hold hold() {
    return new Hold(
        any.text(),
        any.some(any::draw),
        any.policy(),
        any.number(),
        any.number(),
        any.number(),
        any.maybe(any::build),
        any.note());
  }

  private Revocation revocation() {
    return new Revocation(
        many(() -> new Revocation.Target(any.number(), any.flag())), any.number());
  }

  private <T> Map<String, T> many(Supplier<T> value) {
    Map<String, T> map = new TreeMap<>();
    Stream.generate(any::text).limit(any.below(4)).forEach(key -> map.put(key, value.get()));
    return map;
  }
}
