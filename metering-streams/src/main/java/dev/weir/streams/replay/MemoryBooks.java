package dev.weir.streams.replay;

import dev.weir.streams.decide.Books;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The books of one partition for the length of a replay. They forget answers by age exactly as the
 * service's store does, or an id that comes again after that would be decided otherwise here.
 */
public final class MemoryBooks implements Books {

  private static final long DAY_MS = 86_400_000;

  private final Map<String, byte[]> accounts = new HashMap<>();
  private final Map<ByteBuffer, Answer> answers = new HashMap<>();
  private final TreeSet<byte[]> due = new TreeSet<>(Arrays::compareUnsigned);
  private long newest;

  private record Answer(ByteBuffer bytes, long timestamp) {}

  @Override
  public byte @Nullable [] account(String account) {
    return accounts.get(account);
  }

  @Override
  public void storeAccount(String account, byte[] state) {
    accounts.put(account, state);
  }

  @Override
  public byte @Nullable [] remembered(byte[] key) {
    Answer answer = answers.get(ByteBuffer.wrap(key));
    return answer == null || forgotten(answer) ? null : answer.bytes.array();
  }

  @Override
  public void remember(byte[] key, byte[] answer, long timestamp) {
    observe(timestamp);
    Answer fresh = new Answer(ByteBuffer.wrap(answer), timestamp);
    answers.merge(
        ByteBuffer.wrap(key), fresh, (old, now) -> now.timestamp < old.timestamp ? old : now);
  }

  @Override
  public List<byte[]> due(byte[] from, byte[] to, int limit) {
    return due.subSet(from, to).stream().limit(limit).toList();
  }

  @Override
  public void addDue(byte[] key) {
    due.add(key);
  }

  @Override
  public void removeDue(byte[] key) {
    due.remove(key);
  }

  /** Says that a record was received then: the service's store hears of every new day, too. */
  public void received(long timestamp) {
    observe(timestamp - timestamp % DAY_MS);
  }

  private void observe(long timestamp) {
    if (timestamp / DAY_MS > newest / DAY_MS) {
      answers.values().removeIf(this::forgotten);
    }
    newest = Math.max(newest, timestamp);
  }

  private boolean forgotten(Answer answer) {
    return answer.timestamp <= newest - REMEMBERED_FOR_MS;
  }
}
