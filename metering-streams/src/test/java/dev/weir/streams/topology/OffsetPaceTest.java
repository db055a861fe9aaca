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
  void alone_the_group_is_told_a_while_after_the_first_that_it_has_not_heard_of() {
    OffsetPace pace = new OffsetPace(true, now::get);
    pace.passed(context);
    pace.passed(context);
    assertThat(pace.due()).isFalse();

    now.addAndGet(Duration.ofMillis(100).toNanos());
    assertThat(pace.due()).isTrue();
    assertThat(context.scheduledPunctuators()).hasSize(1);
    assertThat(context.committed()).isFalse();
    context.scheduledPunctuators().getFirst().getPunctuator().punctuate(0);
    assertThat(context.committed()).isTrue();
  }

  @Test
  void what_was_told_is_not_told_again() {
    OffsetPace pace = new OffsetPace(true, now::get);
    pace.passed(context);
    now.addAndGet(Duration.ofMillis(100).toNanos());
    pace.told();

    assertThat(pace.due()).isFalse();
    assertThat(context.scheduledPunctuators().getFirst().cancelled()).isTrue();
    pace.passed(context);
    assertThat(pace.due()).isFalse();
    assertThat(context.scheduledPunctuators()).hasSize(2);
  }
}
