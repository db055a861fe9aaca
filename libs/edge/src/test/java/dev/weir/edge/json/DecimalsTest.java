package dev.weir.edge.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecimalsTest {
  @Test
  void readsWhatIsExactInSixDecimals() {
    assertThat(Decimals.ofNumber("1")).hasValue(1_000_000);
    assertThat(Decimals.ofNumber("0.000001")).hasValue(1);
    assertThat(Decimals.ofNumber("-2.50")).hasValue(-2_500_000);
    assertThat(Decimals.ofNumber("1e3")).hasValue(1_000_000_000);
    assertThat(Decimals.ofNumber("1E-6")).hasValue(1);
    assertThat(Decimals.ofNumber("1000000000000")).hasValue(Decimals.MAX_MICROS);
    assertThat(Decimals.ofText("12.5")).hasValue(12_500_000);
  }

  @Test
  void refusesEverythingElse() {
    for (String number :
        List.of("1e-7", "0.0000001", "1000000000000.000001", "1e13", "1e100", "1e-100", "1.")) {
      assertThat(Decimals.ofNumber(number)).as(number).isEmpty();
    }
    for (String text :
        List.of("", " 1", "1 ", "+1", "01", "1e3", "0x1", "1_0", "١", "--1", "1.1234567")) {
      assertThat(Decimals.ofText(text)).as(text).isEmpty();
    }
  }

  @Test
  void b18NeverExpandsAnExponent() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertThat(Decimals.ofNumber("1e1000000000")).isEmpty());
  }
}
