package dev.weir.streams.topology;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.schemas.Topics;
import dev.weir.streams.decide.Place;
import dev.weir.streams.decide.Tally;
import dev.weir.streams.guard.FailStop;
import dev.weir.streams.guard.Logs;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store whose changelog is gone would look as if nothing had ever happened. */
class LostStoresTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final TopicPartition INPUT = new TopicPartition(Topics.COMMANDS, 0);

  @TempDir private Path before;
  @TempDir private Path anew;

  @Test
  void withAllOfThemTheWorkGoesOn() {
    assertThatCode(() -> restartedWithout("none")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {MeteringTopology.ACCOUNTS, MeteringTopology.DUE, MeteringTopology.REMEMBERED})
  void withoutOneOfThemNothingIsDecided(String lost) {
    assertThatThrownBy(() -> restartedWithout(lost)).isInstanceOf(FailStop.class);
  }

  /** One command was applied; then the work begins again, and one store is empty. */
  private void restartedWithout(String lost) {
    Map<String, StateStore> stores = stores(before);
    apply(stores);
    Map<String, StateStore> fresh = stores(anew);
    var context = context(anew);
    stores.forEach(
        (name, store) -> context.addStateStore(name.equals(lost) ? fresh.get(name) : store));
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    CommitPace pace = new CommitPace(Duration.ofMillis(5), false);
    Parts parts = new Parts(null, new Written(), Tally.NONE, Parts.Observed.fresh(), pace, clock);
    var _ = new PartitionWork(parts, context);
  }

  @SuppressWarnings("unchecked")
  private static void apply(Map<String, StateStore> stores) {
    var accounts = (KeyValueStore<String, byte[]>) stores.get(MeteringTopology.ACCOUNTS);
    var remembered = (WindowStore<Bytes, byte[]>) stores.get(MeteringTopology.REMEMBERED);
    var due = (KeyValueStore<Bytes, byte[]>) stores.get(MeteringTopology.DUE);
    StoreBooks books = new StoreBooks(accounts, remembered, due, NOW.toEpochMilli());
    new Marks(books).set(NOW.toEpochMilli());
    new Fence(accounts, new Written(), INPUT).advance(new Place(0, 0, NOW.toEpochMilli()));
  }

  private static Map<String, StateStore> stores(Path folder) {
    var context = context(folder);
    return Map.of(
        MeteringTopology.ACCOUNTS,
        started(context, keyed(MeteringTopology.ACCOUNTS, Serdes.String())),
        MeteringTopology.REMEMBERED,
        started(context, MeteringTopology.remembered()),
        MeteringTopology.DUE,
        started(context, keyed(MeteringTopology.DUE, Serdes.Bytes())));
  }

  private static MockProcessorContext<byte[], Object> context(Path folder) {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "lost");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    return new MockProcessorContext<>(config, new TaskId(0, 0), folder.toFile());
  }

  private static <K> StoreBuilder<KeyValueStore<K, byte[]>> keyed(String name, Serde<K> keys) {
    return Stores.keyValueStoreBuilder(
        Stores.inMemoryKeyValueStore(name), keys, Serdes.ByteArray());
  }

  private static StateStore started(
      MockProcessorContext<byte[], Object> context, StoreBuilder<?> builder) {
    StateStore store = builder.withLoggingDisabled().build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }

  /** The logs hold the command and what was written of it. */
  private static final class Written implements Logs {
    @Override
    public void requireReaches(TopicPartition input, long applied) {}

    @Override
    public void requireNothingBetween(TopicPartition input, long applied, long next) {}

    @Override
    public void requireLogStillHolds(TopicPartition input, long applied) {}

    @Override
    public void requireWritten(TopicPartition output) {}

    @Override
    public void requireUnwritten(TopicPartition output) {
      throw new FailStop(output + " holds entries");
    }
  }
}
