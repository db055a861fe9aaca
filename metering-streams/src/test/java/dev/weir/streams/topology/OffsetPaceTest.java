package dev.weir.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class OffsetPaceTest {

  private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
  private final AtomicLong now = new AtomicLong();

  @Test
  void where_others_may_take_over_every_transaction_has_the_offsets() {
    OffsetPace pace = new OffsetPace(false, now::get);
    pace.passed(context);

    assertThat(pace.due()).isTrue();
    assertThat(context.scheduledPunctuators()).isEmpty();
  }

  @Test
  void alone_the_group_is_told_as_soon_as_nothing_came_for_a_moment() {
    OffsetPace pace = new OffsetPace(true, now::get);
    pace.passed(context);
    pace.passed(context);
    assertThat(context.scheduledPunctuators()).hasSize(1);

    look();
    assertThat(pace.due()).isFalse();
    assertThat(context.committed()).isFalse();
    look();
    assertThat(pace.due()).isTrue();
    assertThat(context.committed()).isTrue();
  }

  @Test
  void under_load_the_group_is_told_every_quarter_of_a_second() {
    OffsetPace pace = new OffsetPace(true, now::get);
    for (int moment = 0; moment < 5; moment++) {
      pace.passed(context);
      look();
      assertThat(pace.due()).isFalse();
      now.addAndGet(Duration.ofMillis(50).toNanos());
    }
    pace.passed(context);
    look();

    assertThat(pace.due()).isTrue();
    assertThat(context.committed()).isTrue();
  }

  @Test
  void a_timer_that_went_with_its_task_does_not_leave_the_group_untold() {
    OffsetPace pace = new OffsetPace(true, now::get);
    pace.passed(context);
    now.addAndGet(Duration.ofMillis(250).toNanos());
    pace.passed(context);

    assertThat(pace.due()).isTrue();
    pace.told();
    pace.passed(context);
    assertThat(context.scheduledPunctuators()).hasSize(2);
  }

  @Test
  void what_was_told_is_not_told_again() {
    OffsetPace pace = new OffsetPace(true, now::get);
    pace.passed(context);
    look();
    look();
    pace.told();

    assertThat(pace.due()).isFalse();
    assertThat(context.scheduledPunctuators().getFirst().cancelled()).isTrue();
    pace.passed(context);
    assertThat(pace.due()).isFalse();
    assertThat(context.scheduledPunctuators()).hasSize(2);
  }

  /** The moment is over. */
  private void look() {
    context.scheduledPunctuators().getFirst().getPunctuator().punctuate(0);
  }
}
