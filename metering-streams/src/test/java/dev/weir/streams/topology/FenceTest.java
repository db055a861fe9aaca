package dev.weir.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.streams.decide.Place;
import dev.weir.streams.guard.FailStop;
import dev.weir.streams.guard.Logs;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** F33, F34: offsets that were moved count nothing twice and pass nothing over. */
class FenceTest {

  private final KeyValueStore<String, byte[]> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("accounts"), Serdes.String(), Serdes.ByteArray())
          .withLoggingDisabled()
          .build();
  private final Asked logs = new Asked();

  FenceTest() {
    store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);
  }

  private Fence fence() {
    return new Fence(store, logs, new TopicPartition("commands", 3));
  }

  private static Place at(long offset) {
    return new Place(3, offset, 1_000 + offset);
  }

  @Test
  void skipsWhatWasAppliedAlsoAfterARestart() {
    Fence fence = fence();
    assertThat(fence.admits(0)).isTrue();
    fence.advance(at(0));
    Fence restarted = fence();
    assertThat(restarted.admits(0)).isFalse();
    assertThat(restarted.admits(1)).isTrue();
    assertThat(restarted.appliedAt()).isEqualTo(1_000);
    assertThat(logs.questions).isEmpty();
  }

  @Test
  void asksWhatLiesInAGapAfterARestartAndStopsWhenItIsACommand() {
    fence().advance(at(7));
    assertThat(fence().admits(9)).isTrue();
    assertThat(logs.questions).containsExactly("between 7 and 9");
    logs.lost = true;
    assertThatThrownBy(() -> fence().admits(20)).isInstanceOf(FailStop.class);
  }

  @Test
  void whileRunningAJumpIsHarmlessUnlessTheLogWasCutOff() {
    Fence fence = fence();
    fence.admits(0);
    fence.advance(at(0));
    assertThat(fence.admits(5)).isTrue();
    assertThat(logs.questions).containsExactly("holds 0");
    logs.lost = true;
    assertThatThrownBy(() -> fence.admits(9)).isInstanceOf(FailStop.class);
  }

  @Test
  void theFirstCommandOfAllIsTheFirstOfTheLog() {
    fence().admits(4);
    assertThat(logs.questions).containsExactly("between -1 and 4");
  }

  private static final class Asked implements Logs {
    private final List<String> questions = new ArrayList<>();
    private boolean lost;

    private void note(String question) {
      questions.add(question);
      if (lost) {
        throw new FailStop(question);
      }
    }

    @Override
    public void requireReaches(TopicPartition input, long applied) {
      note("reaches " + applied);
    }

    @Override
    public void requireNothingBetween(TopicPartition input, long applied, long next) {
      note("between " + applied + " and " + next);
    }

    @Override
    public void requireLogStillHolds(TopicPartition input, long applied) {
      note("holds " + applied);
    }

    @Override
    public void requireWritten(TopicPartition output) {
      note("written");
    }

    @Override
    public void requireUnwritten(TopicPartition output) {
      note("unwritten");
    }
  }
}
