package dev.weir.sink.credits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.Mode;
import dev.weir.sink.check.Report;
import dev.weir.sink.check.Report.Difference;
import dev.weir.sink.check.Report.Sums;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconcileAnswerTest {
  private static final Report REPORT =
      new Report(
          Instant.EPOCH,
          3,
          9,
          0,
          Map.of(
              "sparked/live", sums(100, 100),
              "sparked/test", sums(20, 30),
              "sparked-too/live", sums(1_000, 1_000)),
          List.of(
              new Difference("sparked/test/ann", sums(20, 30), List.of("state"), "another sum")),
          1);

  @Test
  void testMoneyAndLiveMoneyAreNeverAddedUp() {
    ReconcileAnswer live = ReconcileAnswer.of("sparked", Mode.LIVE, REPORT);
    assertThat(live.success()).isTrue();
    assertThat(live.ledger()).isEqualByComparingTo("100");
    assertThat(live.differences()).isEmpty();
    ReconcileAnswer test = ReconcileAnswer.of("sparked", Mode.TEST, REPORT);
    assertThat(test.success()).isFalse();
    assertThat(test.ledger()).isEqualByComparingTo("30");
    assertThat(test.differences()).extracting(ReconcileAnswer.Part::user).containsExactly("ann");
  }

  private static Sums sums(long state, long ledger) {
    return new Sums(state * 1_000_000, ledger * 1_000_000, ledger * 1_000_000);
  }
}
