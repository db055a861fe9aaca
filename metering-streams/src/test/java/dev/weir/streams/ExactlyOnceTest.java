package dev.weir.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Bucket;
import dev.weir.accounting.Mode;
import dev.weir.accounting.Note;
import dev.weir.accounting.Opening;
import dev.weir.accounting.OpeningGrant;
import dev.weir.accounting.PlanTerms;
import dev.weir.accounting.Source;
import dev.weir.accounting.Verb;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.DecisionRecord;
import dev.weir.schemas.avro.LedgerEntryRecord;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExactlyOnceTest {

  private static final long MICROS = 1_000_000;

  @TempDir Path folder;

  @BeforeEach
  void emptyCluster() {
    Cluster.empty();
  }

  private static AccountKey user(int number) {
    return new AccountKey("sheen", Mode.LIVE, "user" + number);
  }

  private static Verb open() {
    OpeningGrant grant =
        new OpeningGrant(Source.WELCOME, 1_000_000 * MICROS, "welcome", Bucket.NEVER);
    return new Verb.Open(new Opening(PlanTerms.NONE, List.of(grant)), Note.NONE);
  }

  private static Verb charge() {
    return Verb.Charge.strict(MICROS, Note.NONE);
  }

  @Test
  void answersFromTheCommittedDecisionWithinMilliseconds() {
    try (LiveStreams live = LiveStreams.on(folder)) {
      live.ask(user(1), "open", open());
      for (int i = 0; i < 300; i++) {
        live.ask(user(1), "warm" + i, charge());
      }
      long[] took = new long[500];
      for (int i = 0; i < took.length; i++) {
        long began = System.nanoTime();
        DecisionRecord decision = live.ask(user(1), "c" + i, charge());
        took[i] = (System.nanoTime() - began) / 1_000;
        assertThat(decision.getDecision()).isEqualTo("accepted");
      }
      Arrays.sort(took);
      System.out.printf(
          "round trip of a strict charge, one in flight: p50 %.1f ms, p99 %.1f ms%n",
          took[took.length / 2] / 1e3, took[took.length * 99 / 100] / 1e3);
      // Commits by the clock would make every one of them wait; a busy machine does not.
      assertThat(took[took.length / 10]).isLessThan(50_000);
    }
  }

  /** At the end of the first run the group has not heard of the last command. */
  @Test
  void theGroupIsToldLaterAndNothingIsDecidedTwice() {
    AccountKey user = user(2);
    try (LiveStreams live = LiveStreams.on(folder)) {
      live.ask(user, "open", open());
      live.ask(user, "c1", charge());
      LiveStreams.await("the group to be told", () -> untold() == 0);
      live.ask(user, "c2", charge());
    }
    try (LiveStreams live = LiveStreams.on(folder)) {
      assertThat(live.ask(user, "c3", charge()).getDecision()).isEqualTo("accepted");
      LiveStreams.await("the group to be told", () -> untold() == 0);
    }
    assertThat(Cluster.read(Topics.LEDGER, LedgerEntryRecord.class))
        .extracting(record -> record.value().getCommandId())
        .filteredOn(id -> id.startsWith("c"))
        .containsExactly("c1", "c2", "c3");
  }

  /** Commands that the group's offsets leave out. */
  private static long untold() {
    try (Admin admin = Cluster.admin()) {
      long told =
          admin
              .listConsumerGroupOffsets("weir-streams")
              .partitionsToOffsetAndMetadata()
              .get()
              .entrySet()
              .stream()
              .filter(at -> at.getKey().topic().equals(Topics.COMMANDS))
              .mapToLong(at -> at.getValue().offset())
              .sum();
      return Cluster.raw(Topics.COMMANDS).size() - told;
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
