package dev.weir.ingest.stripe.topup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.stripe.topup.TopUp.Progress;
import dev.weir.ingest.stripe.topup.TopUp.Wish;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TopUpTest {
  private static final Duration COOLDOWN = Duration.ofMinutes(10);
  private static final long NOW = Instant.parse("2026-11-30T23:00:00Z").toEpochMilli();
  private static final long HOUR = 3_600_000;
  private static final Wish WISH = new Wish(true, 600, "mini", 3, NOW - HOUR);

  private static boolean due(Progress progress, long at) {
    return new TopUp(WISH, progress).due(599, at, COOLDOWN);
  }

  @Test
  void isDueOnlyBelowTheThresholdAndWhenWished() {
    TopUp topUp = new TopUp(WISH, Progress.NONE);
    assertThat(topUp.due(599, NOW, COOLDOWN)).isTrue();
    assertThat(topUp.due(600, NOW, COOLDOWN)).isFalse();
    TopUp off = new TopUp(new Wish(false, 600, "mini", 3, 0), Progress.NONE);
    assertThat(off.due(0, NOW, COOLDOWN)).isFalse();
  }

  @Test
  void neverHasTwoPaymentsInFlight() {
    Progress flying = Progress.NONE.started(NOW, NOW);
    assertThat(due(flying, NOW + 20 * HOUR)).isFalse();
    assertThat(due(flying.credited(), NOW + HOUR)).isTrue();
  }

  @Test
  void restsBetweenTwoPayments() {
    Progress done = Progress.NONE.started(NOW, NOW).credited();
    assertThat(due(done, NOW + COOLDOWN.toMillis() - 1)).isFalse();
    assertThat(due(done, NOW + COOLDOWN.toMillis())).isTrue();
  }

  @Test
  void keepsToTheMonthsCapAndStartsAnewWithTheMonth() {
    Progress progress = Progress.NONE;
    for (int i = 0; i < 3; i++) {
      progress = progress.started(NOW, NOW).credited();
    }
    assertThat(due(progress, NOW + HOUR - 1)).isFalse();
    assertThat(due(progress, NOW + HOUR)).isTrue();
    assertThat(progress.started(NOW + HOUR, NOW).startedIn("2026-12")).isEqualTo(1);
    assertThat(progress.attempts()).isEqualTo(3);
  }

  @Test
  void waitsLongerAfterEachRefusalAndStopsAfterTheThird() {
    Progress once = Progress.NONE.started(NOW, NOW).declined(NOW);
    assertThat(due(once, NOW + HOUR - 1)).isFalse();
    assertThat(due(once, NOW + HOUR)).isTrue();
    Progress twice = once.started(NOW + HOUR, NOW).declined(NOW + HOUR);
    assertThat(due(twice, NOW + 3 * HOUR - 1)).isFalse();
    Progress thrice = twice.started(NOW + 3 * HOUR, NOW).declined(NOW + 3 * HOUR);
    assertThat(new TopUp(WISH, thrice).enabled()).isFalse();
    assertThat(due(thrice, NOW + 9_000 * HOUR)).isFalse();
  }

  @Test
  void wishingItAnewForgivesTheRefusals() {
    Progress thrice = Progress.NONE.declined(NOW).declined(NOW).declined(NOW);
    Wish anew = new Wish(true, 600, "mini", 3, NOW + 1);
    assertThat(new TopUp(anew, thrice).enabled()).isTrue();
  }

  @Test
  void aRefusedPaymentDoesNotCountForTheMonth() {
    Progress once = Progress.NONE.started(NOW, NOW).declined(NOW);
    assertThat(once.startedInMonth()).isZero();
    assertThat(once.attempts()).as("but its number is used up").isEqualTo(1);
  }

  @Test
  void aCreditForgivesTheRefusals() {
    Progress once = Progress.NONE.started(NOW, NOW).declined(NOW);
    assertThat(once.started(NOW, NOW).credited().declines()).isZero();
  }

  @Test
  void aLateAnswerToAnEndedPaymentStartsNothingAnew() {
    Progress ended = Progress.NONE.started(NOW, NOW).credited();
    assertThat(ended.paying(1, "pi_1")).isEqualTo(ended);
    Progress second = ended.started(NOW, NOW);
    assertThat(second.paying(1, "pi_1")).isEqualTo(second);
    assertThat(second.paying(2, "pi_2").flight()).isEqualTo(new TopUp.Flight(2, NOW, "pi_2"));
  }
}
