package dev.weir.sink.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is held is read at once and reaches the store beneath when it must, and once. */
class HeldStoreTest {
  private static final long ROOM = 10;

  private final Map<String, String> written = new TreeMap<>();

  @SuppressWarnings("unchecked")
  private final KeyValueStore<String, String> beneath = mock(KeyValueStore.class);

  private final HeldStore<String, String> store = new HeldStore<>(beneath, String::length, ROOM);

  @BeforeEach
  void aStoreBeneath() {
    when(beneath.get(any())).thenAnswer(call -> written.get(call.<String>getArgument(0)));
    when(beneath.all()).thenAnswer(_ -> iterator());
    doAnswer(
            call ->
                call.getArgument(1) == null
                    ? written.remove(call.<String>getArgument(0))
                    : written.put(call.getArgument(0), call.getArgument(1)))
        .when(beneath)
        .put(any(), any());
  }

  @SuppressWarnings("unchecked")
  private KeyValueIterator<String, String> iterator() {
    var entries = new TreeMap<>(written).entrySet().iterator();
    KeyValueIterator<String, String> iterator = mock(KeyValueIterator.class);
    when(iterator.hasNext()).thenAnswer(_ -> entries.hasNext());
    when(iterator.next())
        .thenAnswer(
            _ -> {
              var entry = entries.next();
              return KeyValue.pair(entry.getKey(), entry.getValue());
            });
    return iterator;
  }

  @Test
  void theLastOfManyIsWrittenAtTheCommitAndNoneBefore() {
    store.put("ann", "one");
    store.put("ann", "two");
    assertThat(store.get("ann")).isEqualTo("two");
    verify(beneath, never()).put(any(), any());
    store.flushCache();
    verify(beneath).put("ann", "two");
    assertThat(store.get("ann")).isEqualTo("two");
    store.flushCache();
    verify(beneath).put(any(), any());
  }

  @Test
  void whatIsDeletedIsNotThereWhateverLiesBeneath() {
    written.put("ann", "one");
    assertThat(store.delete("ann")).isEqualTo("one");
    assertThat(store.get("ann")).isNull();
    assertThat(all()).isEmpty();
    assertThat(store.putIfAbsent("ann", "two")).isNull();
    assertThat(store.putIfAbsent("ann", "three")).isEqualTo("two");
  }

  @Test
  void whatIsDeletedIsWrittenOneCommitLater() {
    written.putAll(Map.of("ann", "one", "bob", "one"));
    store.delete("ann");
    store.delete("bob");
    store.put("cid", "x".repeat((int) ROOM + 1));
    assertThat(written).as("no commit yet").containsKeys("ann", "bob", "cid");
    store.flushCache();
    assertThat(written).as("what replaced it may not be durable").containsKeys("ann", "bob");
    assertThat(store.get("ann")).isNull();
    store.put("bob", "two");
    store.flushCache();
    assertThat(written).doesNotContainKey("ann").containsEntry("bob", "two");
  }

  @Test
  void allIsWhatIsHeldAndWhatLiesBeneathEachOnce() {
    written.putAll(Map.of("ann", "old", "bob", "beneath", "cid", "gone"));
    store.put("ann", "new");
    store.put("dan", "held");
    store.delete("cid");
    assertThat(all()).isEqualTo(Map.of("ann", "new", "bob", "beneath", "dan", "held"));
  }

  private Map<String, String> all() {
    Map<String, String> all = new HashMap<>();
    try (KeyValueIterator<String, String> entries = store.all()) {
      while (entries.hasNext()) {
        String key = entries.peekNextKey();
        assertThat(all.put(key, entries.next().value)).as(key).isNull();
      }
    }
    return all;
  }

  @Test
  void whatHasNoRoomIsWrittenEarly() {
    for (int i = 0; i < 20; i++) {
      store.put("ann", "x".repeat((int) ROOM - i % 2));
    }
    assertThat(written).as("one key in many versions has room").isEmpty();
    store.put("bob", "xx");
    assertThat(written).containsOnlyKeys("ann", "bob");
    store.put("cid", "x".repeat((int) ROOM));
    assertThat(written).as("and there is room again").containsOnlyKeys("ann", "bob");
  }

  @Test
  void whatWasHeldAndNotCommittedIsForgottenWithTheTask() {
    for (Runnable end : List.<Runnable>of(store::clearCache, store::close)) {
      written.put("ann", "committed");
      store.put("ann", "held");
      end.run();
      assertThat(store.get("ann")).isEqualTo("committed");
      store.flushCache();
      assertThat(written).containsEntry("ann", "committed");
    }
  }
}
