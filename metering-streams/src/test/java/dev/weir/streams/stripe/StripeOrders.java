package dev.weir.streams.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.Account;
import dev.weir.accounting.Bucket;
import dev.weir.accounting.Command;
import dev.weir.accounting.Note;
import dev.weir.accounting.Policy;
import dev.weir.accounting.Source;
import dev.weir.accounting.Verb;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Delivers the same events in every order, and says what a user has at the end of each. */
final class StripeOrders {
  static final long SEED = Long.getLong("weir.seed", 44);

  private StripeOrders() {}

  static void everyOrder(List<StripeEvent> events) {
    String expected = text(end(events));
    Random random = new Random(SEED);
    permute(
        new ArrayList<>(events),
        0,
        order -> {
          assertThat(text(end(order))).as(ids(order).toString()).isEqualTo(expected);
          List<StripeEvent> repeated = withRepeats(order, random);
          assertThat(text(end(repeated))).as(ids(repeated).toString()).isEqualTo(expected);
        });
  }

  private static void permute(
      List<StripeEvent> events, int from, Consumer<List<StripeEvent>> each) {
    if (from == events.size()) {
      each.accept(List.copyOf(events));
      return;
    }
    for (int i = from; i < events.size(); i++) {
      Collections.swap(events, from, i);
      permute(events, from + 1, each);
      Collections.swap(events, from, i);
    }
  }

  static List<StripeEvent> withRepeats(List<StripeEvent> events, Random random) {
    List<StripeEvent> order = new ArrayList<>(events);
    Collections.shuffle(order, random);
    for (StripeEvent event : events) {
      for (int more = random.nextInt(3); more > 0; more--) {
        order.add(random.nextInt(order.size() + 1), event);
      }
    }
    return order;
  }

  static House end(List<StripeEvent> order) {
    return run(order, false);
  }

  /** With something spent before any of it came, so that what is taken back can become debt. */
  static House run(List<StripeEvent> order, boolean spentBefore) {
    House house = new House();
    if (spentBefore) {
      house.sent(
          new Command(
              House.U1,
              "spent",
              StripeEvents.T0,
              StripeEvents.CATALOG.tenants().getFirst().opening(),
              new Verb.Charge(
                  7 * StripeEvents.MINUTE,
                  Policy.OVERDRAFT,
                  60 * StripeEvents.MINUTE,
                  null,
                  0,
                  Note.NONE)));
    }
    house.deliver(order);
    house.nothingWasRefused();
    assertThat(house.waiting()).as("nothing is left waiting").isEmpty();
    return house;
  }

  /**
   * All that a user can see or spend; not when which entry was written, nor how much of what rolled
   * over under one cap came from which period.
   */
  static String text(House house) {
    Account account = house.u1();
    List<String> buckets = new ArrayList<>();
    Map<Long, Long> rolledOver = new TreeMap<>();
    for (Bucket bucket : account.buckets().live()) {
      if (bucket.source() == Source.ROLLOVER) {
        rolledOver.merge(bucket.expiresAt(), bucket.remaining(), Long::sum);
      } else {
        buckets.add((bucket.id()) + " " + bucket.remaining() + " " + bucket.expiresAt());
      }
    }
    buckets.sort(Comparator.naturalOrder());
    return account.plan()
        + " "
        + account.subscription().status()
        + " until "
        + account.subscription().periodEnd()
        + " owes "
        + account.debt()
        + " has "
        + buckets
        + " and "
        + rolledOver;
  }

  /** Without the day's bonus. */
  static long bought(House house) {
    return house.u1().buckets().live().stream()
        .filter(bucket -> bucket.source() != Source.DAILY)
        .mapToLong(Bucket::remaining)
        .sum();
  }

  static List<String> ids(List<StripeEvent> order) {
    return order.stream().map(StripeEvent::id).toList();
  }
}
