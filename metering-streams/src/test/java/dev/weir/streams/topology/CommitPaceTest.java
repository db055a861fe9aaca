package dev.weir.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.streams.topology.CommitPace.Patience;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class CommitPaceTest {

  private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
  private final AtomicLong now = new AtomicLong(1);

  @Test
  void what_comes_after_a_quiet_moment_is_committed_at_once() {
    pace(5).decided(context, Patience.OF_A_CALLER, 0);

    assertThat(context.committed()).isTrue();
    assertThat(context.scheduledPunctuators()).isEmpty();
  }

  @Test
  void what_follows_a_commit_shares_the_next_one() {
    CommitPace pace = pace(5);
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
    CommitPace pace = pace(5);
    pace.committed();
    pace.decided(context, Patience.OF_A_CALLER, 0);
    pace.committed();

    assertThat(context.scheduledPunctuators().getFirst().cancelled()).isTrue();
  }

  @Test
  void a_slow_commit_is_followed_by_a_longer_pause() {
    CommitPace pace = afterACommitOf200Ms();
    pass(5);
    pace.decided(context, Patience.OF_A_CALLER, 0);

    assertThat(context.committed()).isFalse();
    assertThat(lastTimer()).hasMillis(195);
  }

  @Test
  void what_nobody_waits_for_is_content_with_a_later_one() {
    CommitPace pace = afterACommitOf200Ms();
    pace.decided(context, Patience.OF_NEWS, 0);
    pace.decided(context, Patience.OF_A_CALLER, 0);

    assertThat(context.committed()).isFalse();
    var timers = context.scheduledPunctuators();
    assertThat(timers).hasSize(2);
    assertThat(timers.getFirst().getInterval()).hasMillis(400);
    assertThat(timers.getFirst().cancelled()).isTrue();
    assertThat(timers.getLast().getInterval()).hasMillis(200);
  }

  @Test
  void a_crowd_of_callers_shares_a_commit_for_longer() {
    CommitPace pace = pace(100);
    for (int caller = 0; caller < 64; caller++) {
      pace.decided(context, Patience.OF_A_CALLER, 0);
    }
    pass(100);
    pace.committed();
    pace.decided(context, Patience.OF_A_CALLER, 0);
    assertThat(lastTimer()).hasMillis(400);

    pace.committed();
    pace.decided(context, Patience.OF_A_CALLER, 0);
    assertThat(lastTimer()).hasMillis(100);
  }

  private CommitPace pace(int leastMs) {
    return new CommitPace(Duration.ofMillis(leastMs), false, now::get);
  }

  private void pass(int ms) {
    now.addAndGet(Duration.ofMillis(ms).toNanos());
  }

  private Duration lastTimer() {
    return context.scheduledPunctuators().getLast().getInterval();
  }

  @Test
  void what_was_kept_waiting_can_wait_a_little_more() {
    CommitPace pace = pace(1);
    pace.committed();
    pace.decided(context, Patience.OF_A_CALLER, 240);
    assertThat(lastTimer()).hasMillis(60);

    pace.committed();
    pace.decided(context, Patience.OF_NEWS, 100);
    assertThat(lastTimer()).hasMillis(100);

    pace.committed();
    pace.decided(context, Patience.OF_NEWS, Duration.ofDays(1).toMillis());
    assertThat(lastTimer()).isEqualTo(CommitPace.LONGEST);
  }

  private CommitPace afterACommitOf200Ms() {
    CommitPace pace = pace(1);
    pace.decided(context, Patience.OF_A_CALLER, 0);
    pass(200);
    pace.committed();
    context.resetCommit();
    return pace;
  }
}
