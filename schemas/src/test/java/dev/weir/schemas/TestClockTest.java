package dev.weir.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TestClockTest {

  @Test
  void comesBackFromKeyAndDocumentAsItWas() {
    TestClock clock = new TestClock("sheen", 1_763_683_200_000L);
    assertThat(TestClock.isKey(clock.key())).isTrue();
    assertThat(TestClock.parse(clock.key(), clock.document())).isEqualTo(clock);
  }

  @Test
  void isNotReadFromATenantsDocument() {
    assertThat(TestClock.isKey("sheen")).isFalse();
    assertThatThrownBy(() -> TestClock.parse("clock/sheen", "{\"tenant\":\"sheen\"}"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
