package dev.weir.streams.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.Test;

class LagTest {
  private Instant now = Instant.EPOCH;

  /** With nothing waiting, nobody else would notice. */
  @Test
  void aBrokerThatLeavesQuestionsUnansweredIsToldOfUntilItAnswers() throws Exception {
    Map<String, Object> nobody =
        Map.of(
            "bootstrap.servers", "127.0.0.1:1",
            "request.timeout.ms", 50,
            "default.api.timeout.ms", 100);
    try (Admin admin = Admin.create(nobody)) {
      Lag lag = new Lag(admin, "commands", () -> now);
      assertThat(lag.unanswered()).isFalse();

      Map<Integer, Long> worked = Map.of(0, 7L);
      assertThatThrownBy(() -> lag.measure(worked)).isInstanceOf(RetriableException.class);
      assertThat(lag.unanswered()).as("one question may be lost").isFalse();
      now = now.plusSeconds(16);
      assertThat(lag.unanswered()).isTrue();
      assertThatThrownBy(() -> lag.measure(worked)).isInstanceOf(RetriableException.class);
      assertThat(lag.unanswered()).isTrue();

      lag.measure(Map.of());
      assertThat(lag.unanswered()).isFalse();
    }
  }
}
