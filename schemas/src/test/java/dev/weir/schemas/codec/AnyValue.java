package dev.weir.schemas.codec;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Bucket;
import dev.weir.accounting.Build;
import dev.weir.accounting.Command;
import dev.weir.accounting.Draw;
import dev.weir.accounting.Metered;
import dev.weir.accounting.Mode;
import dev.weir.accounting.Note;
import dev.weir.accounting.Opening;
import dev.weir.accounting.OpeningGrant;
import dev.weir.accounting.PaidPeriod;
import dev.weir.accounting.PlanTerms;
import dev.weir.accounting.Policy;
import dev.weir.accounting.Source;
import dev.weir.accounting.Subscription;
import dev.weir.accounting.Verb;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Any value of the domain, from a seed. It need not make sense: the wire carries what it is given.
 */
final class AnyValue {

  private static final long[] EDGES = {0, 1, -1, 63, 64, -65, Long.MAX_VALUE, Long.MIN_VALUE};
  private static final String[] TEXTS = {"", "a", "Grüße", "日本語", "\u0000\n\"\\", "😀 x"};

  private final Random random;

  AnyValue(long seed) {
    random = new Random(seed);
  }

  long number() {
    return random.nextBoolean() ? random.nextLong() : EDGES[random.nextInt(EDGES.length)];
  }

  /** Not negative, and of every length. */
  long amount() {
    return random.nextLong() >>> (1 + random.nextInt(62));
  }

  boolean flag() {
    return random.nextBoolean();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  String text() {
    return flag() ? Long.toString(number(), 36) : TEXTS[below(TEXTS.length)];
  }

  String word() {
    return "w" + Long.toString(amount(), 36);
  }

  <T> @Nullable T maybe(Supplier<T> value) {
    return flag() ? value.get() : null;
  }

  <T> List<T> some(Supplier<T> value) {
    return Stream.generate(value).limit(below(4)).toList();
  }

  <T> T oneOf(T[] values) {
    return values[below(values.length)];
  }

  Source source() {
    return oneOf(Source.values());
  }

  Policy policy() {
    return oneOf(Policy.values());
  }

  long expiry() {
    return flag() ? Bucket.NEVER : amount();
  }

  AccountKey key() {
    return new AccountKey(word(), oneOf(Mode.values()), word());
  }

  /** Nothing at all is {@link Note#NONE}, which equals it. */
  Note note() {
    return new Note(maybe(this::text), maybe(this::text), maybe(this::text));
  }

  Draw draw() {
    return new Draw(text(), source(), number());
  }

  PlanTerms plan() {
    return new PlanTerms(text(), number(), number(), number());
  }

  Subscription subscription() {
    return new Subscription(text(), number(), number(), number());
  }

  Build build() {
    return new Build(text(), maybe(this::text), text(), flag(), text());
  }

  Opening opening() {
    return new Opening(plan(), some(() -> new OpeningGrant(source(), number(), text(), expiry())));
  }

  Command command() {
    return new Command(key(), text(), number(), maybe(this::opening), verb());
  }

  Verb verb() {
    return switch (below(12)) {
      case 0 -> new Verb.Grant(source(), number(), number(), note());
      case 1 -> charge();
      case 2 -> hold();
      case 3 -> new Verb.Capture(text(), number(), maybe(this::policy), number(), flag(), note());
      case 4 -> new Verb.Release(text(), flag(), note());
      case 5 -> new Verb.ReportProgress(text(), text(), note());
      case 6 -> new Verb.Revoke(text(), text(), number(), flag(), note());
      case 7 ->
          new Verb.Renew(plan(), text(), number(), number(), number(), number(), periods(), note());
      case 8 -> new Verb.ChangePlan(plan(), text(), number(), number(), note());
      case 9 -> new Verb.Open(opening(), note());
      case 10 -> new Verb.Track(number(), number(), note());
      default -> new Verb.Touch();
    };
  }

  private List<PaidPeriod> periods() {
    return some(() -> new PaidPeriod(text(), number(), plan()));
  }

  private Verb charge() {
    Metered metered = maybe(() -> new Metered(text(), text(), text()));
    return new Verb.Charge(number(), policy(), number(), metered, number(), note());
  }

  private Verb hold() {
    return new Verb.PlaceHold(
        number(), number(), policy(), number(), maybe(this::build), maybe(this::text), note());
  }
}
