package dev.weir.schemas.fault;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CrashPointsTest {

  @AfterEach
  void disarm() {
    CrashPoints.arm("");
  }

  @Test
  void doesNothingUnlessArmed() {
    assertThatCode(() -> CrashPoints.hit("S1")).doesNotThrowAnyException();
  }

  @Test
  void throwsAtTheHitItWaitsForAndOnlyThen() {
    CrashPoints.arm("S1:2:throw,S2:1:throw");
    assertThatCode(() -> CrashPoints.hit("S1")).doesNotThrowAnyException();
    assertThatThrownBy(() -> CrashPoints.hit("S1")).hasMessageContaining("S1");
    assertThatCode(() -> CrashPoints.hit("S1")).doesNotThrowAnyException();
  }
}
