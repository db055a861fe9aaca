package dev.weir.streams.topology;

import dev.weir.streams.decide.Books;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/** The books of one partition, in its stores. RocksDB's errors come through as they are. */
final class StoreBooks implements Books {

  private static final byte[] PRESENT = {1};

  private final KeyValueStore<String, byte[]> accounts;
  private final WindowStore<Bytes, byte[]> remembered;
  private final KeyValueStore<Bytes, byte[]> dueIndex;
  private long newest;

  /** When the spans began that can hold an answer, the newest first. */
  private List<Long> spans;

  /**
   * @param newest the latest receipt so far
   */
  StoreBooks(
      KeyValueStore<String, byte[]> accounts,
      WindowStore<Bytes, byte[]> remembered,
      KeyValueStore<Bytes, byte[]> dueIndex,
      long newest) {
    this.accounts = accounts;
    this.remembered = remembered;
    this.dueIndex = dueIndex;
    this.newest = newest;
    this.spans = spansUntil(Books.spanOf(newest));
  }

  KeyValueStore<Bytes, byte[]> dueIndex() {
    return dueIndex;
  }

  @Override
  public void received(long timestamp) {
    newest = Math.max(newest, timestamp);
    long span = Books.spanOf(newest);
    if (span != spans.getFirst()) {
      spans = spansUntil(span);
    }
  }

  /** A span in which anything was remembered has a mark; see Marks. */
  private List<Long> spansUntil(long last) {
    List<Long> found = new ArrayList<>(List.of(last));
    for (long span = last - REMEMBERED_FOR_MS; span < last; span += SPAN_MS) {
      if (span >= 0 && remembered.fetch(Marks.KEY, span) != null) {
        found.add(1, span);
      }
    }
    return found;
  }

  @Override
  public byte @Nullable [] account(String account) {
    return accounts.get(account);
  }

  @Override
  public void storeAccount(String account, byte[] state) {
    accounts.put(account, state);
  }

  /**
   * The same id can be remembered in several spans; the newest counts. One read by key for each
   * span: an iterator over all of them costs many times as much.
   */
  @Override
  public byte @Nullable [] remembered(byte[] key) {
    Bytes id = Bytes.wrap(key);
    for (long span : spans) {
      byte[] answer = remembered.fetch(id, span);
      if (answer != null) {
        return answer;
      }
    }
    return null;
  }

  @Override
  public void remember(byte[] key, byte[] answer) {
    remembered.put(Bytes.wrap(key), answer, Books.spanOf(newest));
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
