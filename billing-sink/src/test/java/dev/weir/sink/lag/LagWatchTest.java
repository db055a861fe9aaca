package dev.weir.sink.lag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A partition that came is read once it is where the ledger was then, and says how far it is. */
class LagWatchTest {
  private final AtomicLong folded = new AtomicLong(3);
  private final AtomicLong end = new AtomicLong(10);
  private final TopicOffsets offsets = mock(TopicOffsets.class);

  @Test
  void tells_how_many_entries_it_has_to_go_until_it_has_none() {
    when(offsets.committed(eq("views"), any())).thenAnswer(asked -> Map.of(0, folded.get()));
    try (LagWatch lag = lag()) {
      assertThat(lag.entriesLeft(0)).isEmpty();
      lag.start();
      await().until(() -> lag.entriesLeft(0).equals(OptionalLong.of(7)));
      assertThat(lag.done(0)).isFalse();

      // What comes meanwhile is not waited for.
      end.set(20);
      folded.set(9);
      await().until(() -> lag.entriesLeft(0).equals(OptionalLong.of(1)));
      assertThat(lag.done(0)).isFalse();

      folded.set(10);
      await().until(() -> lag.done(0));
      assertThat(lag.entriesLeft(0)).hasValue(0);
    }
  }

  /** What was shown and not committed is gone with its thread, also when that is while it looks. */
  @Test
  void views_that_were_set_back_are_read_again_where_the_ledger_is_now() {
    folded.set(10);
    AtomicBoolean dies = new AtomicBoolean();
    try (LagWatch lag = lag()) {
      when(offsets.committed(eq("views"), any()))
          .thenAnswer(
              asked -> {
                if (dies.getAndSet(false)) {
                  end.set(20);
                  lag.forget();
                }
                return Map.of(0, folded.get());
              });
      lag.start();
      await().until(() -> lag.done(0));

      dies.set(true);
      await().until(() -> lag.entriesLeft(0).equals(OptionalLong.of(10)));
      assertThat(lag.done(0)).isFalse();
      assertThat(lag.allCaughtUp()).isFalse();

      folded.set(20);
      await().until(() -> lag.done(0));
    }
  }

  private LagWatch lag() {
    when(offsets.ends(any(), any())).thenAnswer(asked -> Map.of(0, end.get()));
    when(offsets.committed(eq("rows"), any())).thenAnswer(asked -> Map.of(0, 0L));
    LagWatch.Folds folds = new LagWatch.Folds("views", "rows", Duration.ofHours(1));
    return new LagWatch("ledger", offsets, folds, () -> Set.of(0));
  }
}
