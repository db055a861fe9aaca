package dev.weir.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FingerprintTest {

  @Test
  void R10_meaningsThatDifferHaveDifferentFingerprintsHoweverLongTheyAre() {
    Set<String> seen = new HashSet<>();
    for (int length = 0; length <= 200; length++) {
      assertThat(seen.add(of(Note.of("o".repeat(length))))).as("operation, %d", length).isTrue();
      assertThat(seen.add(of(Note.because("o".repeat(length))))).as("reason, %d", length).isTrue();
      assertThat(seen.add(of(Note.of("o".repeat(length) + "p")))).as("last, %d", length).isTrue();
    }
  }

  @Test
  void R10_aMeaningCannotBeWrittenSoThatItLooksLikeTheHashOfAnother() {
    String hashed = of(Note.of("o".repeat(200)));

    // 32 hex digits; a meaning that stands for itself has the lengths of its parts in it.
    assertThat(hashed).matches("charge:[0-9a-f]{32}");
    assertThat(of(Note.NONE)).matches("charge:.*[:;].*");
  }

  @Test
  void R10_aLongMeaningTakesNoMoreRoomThanAHash() {
    assertThat(of(Note.of("o".repeat(10_000)))).hasSizeLessThan(80);
  }

  @Test
  void R10_aRetryWithAResumeTokenIsAnotherRequestThanTheOneThatWasRefused() {
    assertThat(resumedBy("t1")).isEqualTo(resumedBy("t1"));
    assertThat(resumedBy("t1")).isNotEqualTo(resumedBy("t2")).isNotEqualTo(resumedBy(null));
  }

  private static String resumedBy(@Nullable String token) {
    Build build = new Build("main_build", "p", "small", false, "{}");
    return new Verb.PlaceHold(1, 0, Policy.STRICT, 0, build, token, Note.NONE).fingerprint();
  }

  private static String of(Note note) {
    return Fingerprint.of(Verb.Charge.strict(1, note));
  }
}
