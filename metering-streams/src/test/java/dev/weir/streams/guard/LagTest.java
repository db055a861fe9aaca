package dev.weir.streams.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.Test;

class LagTest {
  private Instant now = Instant.EPOCH;
  private boolean answers;

  /** With nothing waiting, nobody else would notice. */
  @Test
  void aBrokerThatLeavesQuestionsUnansweredIsToldOfUntilItAnswers() throws Exception {
    Map<String, Object> nobody =
        Map.of(
            "bootstrap.servers", "127.0.0.1:1",
            "request.timeout.ms", 50,
            "default.api.timeout.ms", 100);
    try (Admin admin = Admin.create(nobody)) {
      Lag lag =
          new Lag(
              asked -> answers ? answer(asked.keySet()) : admin.listOffsets(asked),
              "commands",
              () -> now);
      assertThat(lag.unanswered()).isFalse();

      Map<Integer, Long> worked = Map.of(0, 7L);
      assertThatThrownBy(() -> lag.measure(worked)).isInstanceOf(RetriableException.class);
      assertThat(lag.unanswered()).as("one question may be lost").isFalse();
      now = now.plusSeconds(16);
      assertThat(lag.unanswered()).isTrue();
      assertThatThrownBy(() -> lag.measure(worked)).isInstanceOf(RetriableException.class);
      assertThat(lag.unanswered()).isTrue();

      assertThatThrownBy(() -> lag.measure(Map.of()))
          .as("without a partition it asks too")
          .isInstanceOf(RetriableException.class);
      assertThat(lag.unanswered()).isTrue();

      answers = true;
      lag.measure(Map.of());
      assertThat(lag.unanswered()).isFalse();
    }
  }

  private static ListOffsetsResult answer(Set<TopicPartition> asked) {
    ListOffsetsResultInfo end = new ListOffsetsResultInfo(8, -1, Optional.empty());
    Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> ends = new HashMap<>();
    asked.forEach(partition -> ends.put(partition, KafkaFuture.completedFuture(end)));
    return new ListOffsetsResult(ends);
  }
}
