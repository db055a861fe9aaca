package dev.weir.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PartsTest {

  @Test
  void aThreadBelongsToThePartThatItsNameBeginsWith() {
    assertThat(Parts.part("weir-streams-st")).isEqualTo("deciding");
    assertThat(Parts.part("kafka-producer-")).isEqualTo("producers");
    assertThat(Parts.part("kafka-1-raft-io")).isEqualTo("broker");
    assertThat(Parts.part("main")).isEqualTo("other");
  }

  @Test
  void costIsWhatWasUsedInBetweenPerEvent() {
    assertThat(Parts.microsPerEvent(Map.of("http", 1.0), Map.of("http", 3.0, "rows", 1.0), 1_000))
        .isEqualTo(Map.of("http", 2_000.0, "rows", 1_000.0));
  }

  @Test
  void readsProcessorTimeBehindANameThatMayHoldAnything() {
    String stat = "7 (a) b (c)) S 1 1 1 0 -1 0 0 0 0 0 150 50 0 0 20 0 1 0 5 0";
    assertThat(Processes.cpuSeconds(stat)).isEqualTo(2.0);
  }

  @Test
  void countsOurOwnTime() {
    assertThat(Processes.own().cpuSeconds()).isPositive();
    assertThat(Processes.own().mib()).isPositive();
  }
}
