package dev.weir.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class CommitPaceTest {

  private static final Duration AGES = Duration.ofHours(1);

  private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();

  @Test
  void what_comes_after_a_quiet_moment_is_committed_at_once() {
    new CommitPace(Duration.ofMillis(5)).decided(context, true);

    assertThat(context.committed()).isTrue();
    assertThat(context.scheduledPunctuators()).isEmpty();
  }

  @Test
  void what_follows_a_commit_shares_the_next_one() {
    CommitPace pace = new CommitPace(AGES);
    pace.committed();
    pace.decided(context, true);
    pace.decided(context, true);

    assertThat(context.committed()).isFalse();
    assertThat(context.scheduledPunctuators()).hasSize(1);
    context.scheduledPunctuators().getFirst().getPunctuator().punctuate(0);
    assertThat(context.committed()).isTrue();
  }

  @Test
  void a_commit_that_came_first_takes_the_timer_back() {
    CommitPace pace = new CommitPace(AGES);
    pace.committed();
    pace.decided(context, true);
    pace.committed();

    assertThat(context.scheduledPunctuators().getFirst().cancelled()).isTrue();
  }

  @Test
  void a_slow_commit_is_followed_by_a_longer_pause() throws InterruptedException {
    CommitPace pace = afterACommitOf200Ms();
    Thread.sleep(5);
    pace.decided(context, true);

    assertThat(context.committed()).isFalse();
    assertThat(context.scheduledPunctuators().getFirst().getInterval())
        .isGreaterThan(Duration.ofMillis(50));
  }

  @Test
  void what_nobody_waits_for_is_content_with_a_later_one() throws InterruptedException {
    CommitPace pace = afterACommitOf200Ms();
    pace.decided(context, false);
    pace.decided(context, true);

    assertThat(context.committed()).isFalse();
    var timers = context.scheduledPunctuators();
    assertThat(timers).hasSize(2);
    assertThat(timers.getFirst().getInterval()).isGreaterThan(Duration.ofMillis(500));
    assertThat(timers.getFirst().cancelled()).isTrue();
    assertThat(timers.getLast().getInterval()).isLessThan(Duration.ofMillis(500));
  }

  private CommitPace afterACommitOf200Ms() throws InterruptedException {
    CommitPace pace = new CommitPace(Duration.ofMillis(1));
    pace.decided(context, true);
    Thread.sleep(200);
    pace.committed();
    context.resetCommit();
    return pace;
  }
}
