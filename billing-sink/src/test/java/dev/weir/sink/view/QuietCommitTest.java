package dev.weir.sink.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class QuietCommitTest {
  private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
  private final QuietCommit commit = new QuietCommit(context);

  @Test
  void what_came_is_committed_once_when_no_more_comes() {
    commit.folded(0);
    assertThat(asksAfterAMoment()).isFalse();
    assertThat(asksAfterAMoment()).isTrue();
    assertThat(asksAfterAMoment()).isFalse();
  }

  @Test
  void while_entries_come_the_interval_is_left_alone() {
    for (int i = 0; i < 50; i++) {
      commit.folded(0);
      assertThat(asksAfterAMoment()).isFalse();
    }
  }

  @Test
  void in_a_backlog_it_is_quiet_later() {
    commit.folded(10_000);
    assertThat(asksAfterAMoment()).isFalse();
    assertThat(asksAfterAMoment()).isFalse();
    assertThat(asksAfterAMoment()).isFalse();
    assertThat(asksAfterAMoment()).isTrue();
  }

  @Test
  void nothing_is_committed_where_nothing_came() {
    assertThat(asksAfterAMoment()).isFalse();
    assertThat(asksAfterAMoment()).isFalse();
  }

  private boolean asksAfterAMoment() {
    context.resetCommit();
    context.scheduledPunctuators().getFirst().getPunctuator().punctuate(0);
    return context.committed();
  }
}
