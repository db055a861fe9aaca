package dev.weir.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.streams.topology.CommitPace.Patience;
import java.time.Duration;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class CommitPaceTest {

  private static final Duration AGES = Duration.ofHours(1);

  private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();

  @Test
  void what_comes_after_a_quiet_moment_is_committed_at_once() {
    new CommitPace(Duration.ofMillis(5), false).decided(context, Patience.OF_A_CALLER, 0);

    assertThat(context.committed()).isTrue();
    assertThat(context.scheduledPunctuators()).isEmpty();
  }

  @Test
  void what_follows_a_commit_shares_the_next_one() {
    CommitPace pace = new CommitPace(AGES, false);
    pace.committed();
    pace.decided(context, Patience.OF_A_CALLER, 0);
    pace.decided(context, Patience.OF_A_CALLER, 0);

    assertThat(context.committed()).isFalse();
    assertThat(context.scheduledPunctuators()).hasSize(1);
    context.scheduledPunctuators().getFirst().getPunctuator().punctuate(0);
    assertThat(context.committed()).isTrue();
  }

  @Test
  void a_commit_that_came_first_takes_the_timer_back() {
    CommitPace pace = new CommitPace(AGES, false);
    pace.committed();
    pace.decided(context, Patience.OF_A_CALLER, 0);
    pace.committed();

    assertThat(context.scheduledPunctuators().getFirst().cancelled()).isTrue();
  }

  @Test
  void a_slow_commit_is_followed_by_a_longer_pause() throws InterruptedException {
    CommitPace pace = afterACommitOf200Ms();
    Thread.sleep(5);
    pace.decided(context, Patience.OF_A_CALLER, 0);

    assertThat(context.committed()).isFalse();
    assertThat(context.scheduledPunctuators().getFirst().getInterval())
        .isGreaterThan(Duration.ofMillis(50));
  }

  @Test
  void what_nobody_waits_for_is_content_with_a_later_one() throws InterruptedException {
    CommitPace pace = afterACommitOf200Ms();
    pace.decided(context, Patience.OF_NEWS, 0);
    pace.decided(context, Patience.OF_A_CALLER, 0);

    assertThat(context.committed()).isFalse();
    var timers = context.scheduledPunctuators();
    assertThat(timers).hasSize(2);
    assertThat(timers.getFirst().getInterval()).isGreaterThan(Duration.ofMillis(300));
    assertThat(timers.getFirst().cancelled()).isTrue();
    assertThat(timers.getLast().getInterval()).isLessThan(Duration.ofMillis(300));
  }

  @Test
  void a_crowd_of_callers_shares_a_commit_for_longer() throws InterruptedException {
    CommitPace pace = new CommitPace(Duration.ofMillis(100), false);
    for (int caller = 0; caller < 64; caller++) {
      pace.decided(context, Patience.OF_A_CALLER, 0);
    }
    Thread.sleep(100);
    pace.committed();
    pace.decided(context, Patience.OF_A_CALLER, 0);
    assertThat(lastTimer())
        .isGreaterThan(Duration.ofMillis(300))
        .isLessThan(Duration.ofMillis(501));

    pace.committed();
    pace.decided(context, Patience.OF_A_CALLER, 0);
    assertThat(lastTimer()).isLessThan(Duration.ofMillis(101));
  }

  private Duration lastTimer() {
    return context.scheduledPunctuators().getLast().getInterval();
  }

  @Test
  void what_was_kept_waiting_can_wait_a_little_more() {
    CommitPace pace = new CommitPace(Duration.ofMillis(1), false);
    pace.committed();
    pace.decided(context, Patience.OF_A_CALLER, 240);
    assertThat(lastTimer()).isBetween(Duration.ofMillis(20), Duration.ofMillis(60));

    pace.committed();
    pace.decided(context, Patience.OF_NEWS, 100);
    assertThat(lastTimer()).isBetween(Duration.ofMillis(61), Duration.ofMillis(100));

    pace.committed();
    pace.decided(context, Patience.OF_NEWS, Duration.ofDays(1).toMillis());
    assertThat(lastTimer()).isBetween(Duration.ofMillis(150), CommitPace.LONGEST);
  }

  private CommitPace afterACommitOf200Ms() throws InterruptedException {
    CommitPace pace = new CommitPace(Duration.ofMillis(1), false);
    pace.decided(context, Patience.OF_A_CALLER, 0);
    Thread.sleep(200);
    pace.committed();
    context.resetCommit();
    return pace;
  }
}
