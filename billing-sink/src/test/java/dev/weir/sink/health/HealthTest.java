package dev.weir.sink.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.weir.sink.lag.LagWatch;
import dev.weir.sink.lag.TopicOffsets;
import dev.weir.sink.settings.SinkSettings;
import dev.weir.sink.store.WriterStatus;
import dev.weir.sink.view.RestoreProgress;
import dev.weir.sink.view.ViewStreams;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** Health turns red while entries wait too many or too long, and green again when they do not. */
class HealthTest {
  private static final String VIEWS = "views";
  private static final String ROWS = "rows";
  private static final Clock NOW = Clock.systemUTC();
  private static final Clock IN_A_MINUTE = Clock.offset(NOW, Duration.ofMinutes(1));

  private final Map<String, Long> folded = new ConcurrentHashMap<>(Map.of(VIEWS, 10L, ROWS, 10L));
  private final AtomicReference<Long> end = new AtomicReference<>(10L);
  private final AtomicBoolean onlyMarks = new AtomicBoolean();
  private final AtomicBoolean away = new AtomicBoolean();
  private final TopicOffsets.Unknown unknown = mock(TopicOffsets.Unknown.class);
  private final TopicOffsets offsets = mock(TopicOffsets.class);
  private final ViewStreams streams = mock(ViewStreams.class);
  private final LagWatch lag =
      new LagWatch(
          "ledger", offsets, new LagWatch.Folds(VIEWS, ROWS, Duration.ofHours(1)), () -> Set.of(0));
  private final SinkSettings settings =
      new Binder(
              new MapConfigurationPropertySource(
                  Map.of("weir.sink.lag-limit", "100", "weir.sink.stuck-after", "30s")))
          .bind("weir.sink", SinkSettings.class)
          .get();

  @BeforeEach
  void watch() {
    when(offsets.ends(any(), any())).thenAnswer(asked -> ends());
    when(offsets.nothingBetween(any(), anyInt(), anyLong(), anyLong()))
        .thenAnswer(asked -> onlyMarks.get());
    for (String group : folded.keySet()) {
      when(offsets.committed(eq(group), any())).thenAnswer(a -> Map.of(0, folded.get(group)));
    }
    when(streams.running()).thenReturn(true);
    when(streams.state()).thenReturn("RUNNING");
    when(streams.progress()).thenReturn(new RestoreProgress());
    when(streams.broken()).thenReturn(Optional.empty());
    lag.start();
    await().until(lag::allCaughtUp);
  }

  private Map<Integer, Long> ends() {
    if (away.get()) {
      throw unknown;
    }
    return Map.of(0, end.get());
  }

  @AfterEach
  void stop() {
    lag.close();
  }

  private Status views(Clock clock) {
    return status(new ViewsHealth(streams, lag, settings, clock));
  }

  private Status rows(Clock clock) {
    return status(new RowsHealth(new WriterStatus(), lag, settings, clock));
  }

  private Status broker(Clock clock) {
    return status(new BrokerHealth(lag, clock));
  }

  private static Status status(HealthIndicator health) {
    return health.health().getStatus();
  }

  @Test
  void isGreenWhileEverythingIsFolded() {
    assertThat(views(IN_A_MINUTE)).isEqualTo(Status.UP);
    assertThat(rows(IN_A_MINUTE)).isEqualTo(Status.UP);
  }

  @Test
  void tooManyEntriesThatWaitMakeItRed() {
    end.set(111L);
    await().until(() -> views(NOW).equals(Status.DOWN) && rows(NOW).equals(Status.DOWN));
    folded.put(VIEWS, 111L);
    await().until(() -> views(NOW).equals(Status.UP));
    assertThat(rows(NOW)).isEqualTo(Status.DOWN);
  }

  @Test
  void aConsumerThatStandsStillWithEntriesWaitingMakesItRed() {
    end.set(11L);
    await().until(() -> lag.views().records() == 1 && lag.rows().records() == 1);
    assertThat(views(NOW)).isEqualTo(Status.UP);
    assertThat(rows(NOW)).isEqualTo(Status.UP);
    assertThat(views(IN_A_MINUTE)).isEqualTo(Status.DOWN);
    assertThat(rows(IN_A_MINUTE)).isEqualTo(Status.DOWN);
    folded.put(ROWS, 11L);
    await().until(() -> rows(IN_A_MINUTE).equals(Status.UP));
  }

  @Test
  void rowsThatAreWrittenAgainWaitUntilTheyAreThere() {
    end.set(11L);
    await().until(() -> lag.rows().records() == 1);
    onlyMarks.set(true);
    await().until(() -> lag.rows().records() == 0);
    onlyMarks.set(false);
    folded.put(ROWS, 2L);
    await().until(() -> lag.rows().records() == 9);
  }

  @Test
  void aBrokerThatDoesNotAnswerMakesItRedUntilItDoes() {
    assertThat(broker(IN_A_MINUTE)).isEqualTo(Status.UP);
    away.set(true);
    await().until(() -> broker(IN_A_MINUTE).equals(Status.DOWN));
    assertThat(broker(NOW)).isEqualTo(Status.UP);
    assertThat(lag.done(0)).as("balances are read on").isTrue();
    away.set(false);
    await().until(() -> broker(IN_A_MINUTE).equals(Status.UP));
  }

  @Test
  void viewsThatDoNotRunMakeItRed() {
    when(streams.running()).thenReturn(false);
    assertThat(views(NOW)).isEqualTo(Status.DOWN);
  }
}
