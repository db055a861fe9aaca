package dev.weir.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.bench.pipeline.Progress.Lag;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LagTest {
  @Test
  void nobodyLooksMoreOftenThanThereCanBeNews() {
    assertThat(new Lag(0, 0, 50_000).pause()).isEqualTo(Duration.ofMillis(250));
    assertThat(new Lag(2_000_000, 3, 0).pause()).isEqualTo(Duration.ofSeconds(1));
    assertThat(new Lag(0, 1, 0).pause()).isEqualTo(Duration.ofMillis(20));
  }

  @Test
  void anythingThatWaitsIsBehind() {
    assertThat(new Lag(0, 0, 0).none()).isTrue();
    assertThat(new Lag(1, 0, 0).none()).isFalse();
    assertThat(new Lag(0, 1, 0).none()).isFalse();
    assertThat(new Lag(0, 0, 1).none()).isFalse();
  }
}
