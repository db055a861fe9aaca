package dev.weir.sink.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoreProgressTest {
  private static final TopicPartition ONE = new TopicPartition("changelog", 0);
  private static final TopicPartition OTHER = new TopicPartition("changelog", 1);

  private final RestoreProgress progress = new RestoreProgress();

  @Test
  void aPartitionThatIsCompleteStaysCountedUntilAllAre() {
    progress.onRestoreStart(ONE, "views", 0, 60);
    progress.onRestoreStart(OTHER, "views", 100, 140);
    progress.onBatchRestored(ONE, "views", 49, 50);
    assertThat(progress.progress().percent()).isEqualTo(50);
    progress.onRestoreEnd(ONE, "views", 60);
    assertThat(progress.restoring()).isTrue();
    assertThat(progress.progress().percent()).isEqualTo(60);
    progress.onRestoreEnd(OTHER, "views", 40);
    assertThat(progress.restoring()).isFalse();
    assertThat(progress.progress().percent()).isEqualTo(100);
  }

  @Test
  void aPartitionThatIsTakenAwayIsNotWaitedFor() {
    progress.onRestoreStart(ONE, "views", 0, 60);
    progress.onRestoreSuspended(ONE, "views", 10);
    assertThat(progress.restoring()).isFalse();
  }
}
