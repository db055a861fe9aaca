package dev.weir.streams.topology;

import dev.weir.streams.decide.Books;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/** The books of one partition, in its stores. RocksDB's errors come through as they are. */
record StoreBooks(
    KeyValueStore<String, byte[]> accounts,
    WindowStore<Bytes, byte[]> remembered,
    KeyValueStore<Bytes, byte[]> dueIndex)
    implements Books {

  private static final byte[] PRESENT = {1};

  @Override
  public byte @Nullable [] account(String account) {
    return accounts.get(account);
  }

  @Override
  public void storeAccount(String account, byte[] state) {
    accounts.put(account, state);
  }

  /** The same id can be remembered twice, once per dedupe window; the newest counts. */
  @Override
  public byte @Nullable [] remembered(byte[] key) {
    try (WindowStoreIterator<byte[]> newestFirst =
        remembered.backwardFetch(Bytes.wrap(key), 0, Long.MAX_VALUE)) {
      return newestFirst.hasNext() ? newestFirst.next().value : null;
    }
  }

  @Override
  public void remember(byte[] key, byte[] answer, long timestamp) {
    remembered.put(Bytes.wrap(key), answer, timestamp);
  }

  @Override
  public List<byte[]> due(byte[] from, byte[] to, int limit) {
    List<byte[]> keys = new ArrayList<>();
    Bytes end = Bytes.wrap(to);
    try (KeyValueIterator<Bytes, byte[]> entries = dueIndex.range(Bytes.wrap(from), end)) {
      while (keys.size() < limit && entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        if (entry.key.compareTo(end) < 0) {
          keys.add(entry.key.get());
        }
      }
    }
    return keys;
  }

  @Override
  public void addDue(byte[] key) {
    dueIndex.put(Bytes.wrap(key), PRESENT);
  }

  @Override
  public void removeDue(byte[] key) {
    dueIndex.delete(Bytes.wrap(key));
  }
}
