package dev.weir.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {

  @Test
  void theMedianIsTheMiddleOneOrBetweenTheTwo() {
    assertThat(Samples.of(9, 1, 5).median()).isEqualTo(5);
    assertThat(Samples.of(9, 1, 5, 6).median()).isEqualTo(5.5);
  }

  @Test
  void aPercentileIsAValueThatWasMeasured() {
    Samples hundred =
        Samples.of(java.util.stream.IntStream.rangeClosed(1, 100).asDoubleStream().toArray());
    assertThat(hundred.percentile(99)).isEqualTo(99);
    assertThat(hundred.percentile(100)).isEqualTo(100);
    assertThat(Samples.of(7).percentile(50)).isEqualTo(7);
  }

  @Test
  void ratiosAreThoseOfTheSameRound() {
    assertThat(Samples.of(10, 40).per(Samples.of(5, 10)).values()).isEqualTo(List.of(2.0, 4.0));
    assertThatThrownBy(() -> Samples.of(10).per(Samples.of(5, 10)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tellsTheSpreadOnlyWhereThereIsOne() {
    assertThat(Samples.of(1.234)).hasToString("1.23");
    assertThat(Samples.of(3, 1, 1234)).hasToString("3.00 (1.00 to 1,234)");
  }

  @Test
  void nothingMeasuredIsNoSample() {
    assertThatThrownBy(() -> new Samples(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
