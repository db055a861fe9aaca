package dev.weir.accounting;

import static dev.weir.accounting.Scenario.s;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BurnOrderTest {

  private static final long NOW = Scenario.at("2026-11-21T10:00:00Z");

  /** Same buckets, whatever the order in which they were put in, give the same draws. */
  @Test
  void R1_theSameBucketsInAnyInsertionOrderGiveTheSameDraws() {
    List<Bucket> buckets =
        List.of(
            bucket("daily", Source.DAILY, 30, NOW + 9, 6),
            bucket("soon", Source.PACKAGE, 50, NOW + 1, 5),
            bucket("small", Source.PACKAGE, 10, NOW + 5, 4),
            bucket("older", Source.GIFT, 20, NOW + 5, 1),
            bucket("younger", Source.PACKAGE, 20, NOW + 5, 2),
            bucket("never", Source.WELCOME, 5, Bucket.NEVER, 3));
    Set<List<Draw>> draws = new HashSet<>();
    for (List<Bucket> order : Permutations.of(buckets)) {
      Buckets inserted = Buckets.NONE;
      for (Bucket bucket : order) {
        inserted = inserted.add(bucket);
      }
      draws.add(Draws.inBurnOrder(inserted, 133));
    }
    assertThat(draws).hasSize(1);
    assertThat(draws.iterator().next())
        .extracting(draw -> draw.bucket() + " " + draw.amount())
        .containsExactly("daily 30", "soon 50", "small 10", "older 20", "younger 20", "never 3");
  }

  @Test
  void R1_grantsInAnyOrderGiveTheSameDrawsWhereTheirOrderIsNoTie() {
    List<Verb> grants =
        List.of(
            grant(Source.PACKAGE, 10, NOW + 5_000),
            grant(Source.GIFT, 20, NOW + 5_000),
            grant(Source.PACKAGE, 30, NOW + 9_000),
            grant(Source.WELCOME, 40, 0));
    Set<List<Long>> draws = new HashSet<>();
    for (List<Verb> order : Permutations.of(grants)) {
      Scenario scenario = Scenario.empty();
      order.forEach(scenario::when);
      scenario.charge(75);
      scenario.thenOutcome(
          outcome -> draws.add(outcome.draws().stream().map(Draw::amount).toList()));
    }
    assertThat(draws).containsExactly(List.of(s(10), s(20), s(30), s(15)));
  }

  /** Changes of many buckets at once leave the same order as putting everything in again. */
  @Test
  void R1_anyChangesKeepTheOrderAndTheSums() {
    Random random = new Random(7);
    Buckets buckets = Buckets.NONE;
    for (int i = 0; i < 2_000; i++) {
      if (buckets.size() < 40 && random.nextBoolean()) {
        long expiresAt = NOW + random.nextInt(6);
        Source source = random.nextInt(8) == 0 ? Source.DAILY : Source.PACKAGE;
        buckets = buckets.add(bucket("b" + i, source, 1 + random.nextInt(20), expiresAt, i));
      } else {
        List<Draw> draws = Draws.inBurnOrder(buckets, 1 + random.nextInt(60));
        buckets =
            switch (random.nextInt(3)) {
              case 0 -> buckets.change(draws, Bucket::consume);
              case 1 -> buckets.change(draws, Bucket::hold);
              default -> buckets.change(someHeld(buckets, random), Bucket::release);
            };
      }
      assertThat(buckets.live()).isSortedAccordingTo(Bucket.BURN_ORDER);
      assertThat(buckets).isEqualTo(Buckets.of(buckets.live(), buckets.closed()));
      long available = buckets.live().stream().mapToLong(Bucket::remaining).sum();
      assertThat(buckets.available()).isEqualTo(available);
      assertThat(buckets.held()).isEqualTo(buckets.live().stream().mapToLong(Bucket::held).sum());
    }
  }

  private static List<Draw> someHeld(Buckets buckets, Random random) {
    List<Draw> draws = new ArrayList<>();
    for (Bucket bucket : buckets.live()) {
      if (bucket.held() > 0 && random.nextBoolean()) {
        long amount = 1 + random.nextLong(bucket.held());
        draws.add(new Draw(bucket.id(), bucket.source(), amount));
      }
    }
    return draws;
  }

  private static Verb grant(Source source, long seconds, long expiresAt) {
    return new Verb.Grant(source, s(seconds), expiresAt, Note.NONE);
  }

  private static Bucket bucket(String id, Source source, long amount, long expiresAt, long seq) {
    return Bucket.of(new Lot(id, source, amount, NOW, expiresAt, seq));
  }
}
