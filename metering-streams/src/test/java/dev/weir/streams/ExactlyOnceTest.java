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
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
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
      assertThat(took[took.length / 100]).isLessThan(50_000);
    }
  }

  /** As after a death in the moment between a commit and the next that tells the group. */
  @Test
  void whatTheGroupHasNotHeardOfIsNotDecidedAgain() throws Exception {
    AccountKey user = user(2);
    Map<TopicPartition, OffsetAndMetadata> told;
    try (LiveStreams live = LiveStreams.on(folder)) {
      live.ask(user, "open", open());
      live.ask(user, "c1", charge());
      LiveStreams.await("the group to be told", () -> untold() == 0);
      told = told();
      live.ask(user, "c2", charge());
    }
    Cluster.moveBack("weir-streams", told);
    try (LiveStreams live = LiveStreams.on(folder)) {
      assertThat(live.ask(user, "c3", charge()).getDecision()).isEqualTo("accepted");
      LiveStreams.await("the group to be told", () -> untold() == 0);
    }
    // An id that came again would change nothing, but would be answered again.
    assertThat(Cluster.read(Topics.DECISIONS, DecisionRecord.class))
        .extracting(record -> record.value().getId())
        .containsExactly("open", "c1", "c2", "c3");
  }

  /** Commands that the group's offsets leave out. */
  private static long untold() {
    long told = told().values().stream().mapToLong(OffsetAndMetadata::offset).sum();
    return Cluster.raw(Topics.COMMANDS).size() - told;
  }

  private static Map<TopicPartition, OffsetAndMetadata> told() {
    try (Admin admin = Cluster.admin()) {
      var all = admin.listConsumerGroupOffsets("weir-streams").partitionsToOffsetAndMetadata();
      return all.get().entrySet().stream()
          .filter(at -> at.getKey().topic().equals(Topics.COMMANDS))
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
