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

  private final Map<String, byte[]> accounts = new HashMap<>();
  private final Map<ByteBuffer, Answer> answers = new HashMap<>();
  private final TreeSet<byte[]> due = new TreeSet<>(Arrays::compareUnsigned);
  private long newest;

  private record Answer(ByteBuffer bytes, long span) {}

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
  public void remember(byte[] key, byte[] answer) {
    Answer fresh = new Answer(ByteBuffer.wrap(answer), Books.spanOf(newest));
    answers.put(ByteBuffer.wrap(key), fresh);
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

  @Override
  public void received(long timestamp) {
    long before = Books.spanOf(newest);
    newest = Math.max(newest, timestamp);
    if (Books.spanOf(newest) > before) {
      answers.values().removeIf(this::forgotten);
    }
  }

  private boolean forgotten(Answer answer) {
    return answer.span < Books.spanOf(newest) - REMEMBERED_FOR_MS;
  }
}
