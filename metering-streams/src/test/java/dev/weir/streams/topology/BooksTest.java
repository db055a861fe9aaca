package dev.weir.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.streams.replay.MemoryBooks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay decides as the service did only if its books are as the service's. */
class BooksTest {

  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long START = Run.T0;

  @TempDir Path folder;

  private final MemoryBooks memory = new MemoryBooks();

  /** Over 120 days, with records that come late. */
  @Test
  void theBooksOfAReplayRememberAndForgetAsTheServicesDo() {
    StoreBooks stores = stores();
    Marks marks = new Marks(stores);
    Random random = new Random(15);
    int forgotten = 0;
    long now = START;
    for (int i = 0; i < 6_000; i++) {
      now += random.nextLong(HOUR);
      long timestamp = now - (random.nextInt(5) == 0 ? random.nextLong(40 * HOUR) : 0);
      stores.received(timestamp);
      memory.received(timestamp);
      byte[] id = ("id" + random.nextInt(400)).getBytes(UTF_8);
      byte[] known = stores.remembered(id);
      assertThat(memory.remembered(id)).as("step %d", i).isEqualTo(known);
      forgotten += known == null && i > 5_000 ? 1 : 0;
      if (random.nextInt(4) == 0) {
        byte[] answer = ("answer" + i).getBytes(UTF_8);
        stores.remember(id, answer);
        memory.remember(id, answer);
      }
      marks.set(timestamp);
    }
    assertThat(forgotten).isPositive();
  }

  @Test
  void theDueIndexIsInTheSameOrder() {
    StoreBooks stores = stores();
    Random random = new Random(16);
    for (int i = 0; i < 500; i++) {
      byte[] key = new byte[1 + random.nextInt(3)];
      random.nextBytes(key);
      stores.addDue(key);
      memory.addDue(key);
      byte[] gone = {(byte) random.nextInt()};
      stores.removeDue(gone);
      memory.removeDue(gone);
    }
    byte[] from = {1};
    byte[] to = {(byte) 0xff};
    List<byte[]> expected = stores.due(from, to, 300);
    assertThat(memory.due(from, to, 300)).hasSize(300).containsExactlyElementsOf(expected);
  }

  private StoreBooks stores() {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "books");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    var context = new MockProcessorContext<Void, Void>(config, new TaskId(0, 0), folder.toFile());
    return new StoreBooks(
        started(context, keyed("accounts", Serdes.String())),
        started(context, MeteringTopology.remembered()),
        started(context, keyed("due", Serdes.Bytes())),
        0);
  }

  private static <K> StoreBuilder<KeyValueStore<K, byte[]>> keyed(String name, Serde<K> keys) {
    return Stores.keyValueStoreBuilder(
        Stores.inMemoryKeyValueStore(name), keys, Serdes.ByteArray());
  }

  private static <S extends StateStore> S started(
      MockProcessorContext<Void, Void> context, StoreBuilder<S> builder) {
    S store = builder.withLoggingDisabled().build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
