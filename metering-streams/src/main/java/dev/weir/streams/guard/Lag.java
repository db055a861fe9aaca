package dev.weir.streams.guard;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/** How many commands wait, and which partitions stand still although some do. */
public final class Lag {

  private static final long ANSWER_SECONDS = 10;
  private static final long LONG_UNANSWERED_MS = 15_000;
  private static final long ANSWERED = Long.MAX_VALUE;

  private final Function<Map<TopicPartition, OffsetSpec>, ListOffsetsResult> ask;
  private final String topic;
  private final InstantSource clock;
  private final Map<Integer, Seen> seen = new ConcurrentHashMap<>();
  private volatile long unansweredSinceMs = ANSWERED;

  public Lag(
      Function<Map<TopicPartition, OffsetSpec>, ListOffsetsResult> ask,
      String topic,
      InstantSource clock) {
    this.ask = ask;
    this.topic = topic;
    this.clock = clock;
  }

  private record Seen(long worked, long waiting, long sinceMs) {}

  /**
   * @param worked the last offset worked on, by partition; partitions that are not in it are not
   *     ours
   */
  public void measure(Map<Integer, Long> worked) throws InterruptedException {
    seen.keySet().retainAll(worked.keySet());
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    worked.keySet().forEach(p -> question.put(new TopicPartition(topic, p), OffsetSpec.latest()));
    // Whoever has no partition asks all the same, whether there is anybody to ask.
    if (question.isEmpty()) {
      question.put(new TopicPartition(topic, 0), OffsetSpec.latest());
    }
    Map<TopicPartition, ListOffsetsResultInfo> ends = ends(question);
    worked.forEach(
        (partition, offset) -> {
          ListOffsetsResultInfo end = ends.get(new TopicPartition(topic, partition));
          if (end != null) {
            note(partition, offset, Math.max(0, end.offset() - offset - 1));
          }
        });
  }

  private void note(int partition, long worked, long waiting) {
    Seen before = seen.get(partition);
    long since = clock.millis();
    if (before != null && before.worked == worked && before.waiting > 0) {
      since = before.sinceMs;
    }
    seen.put(partition, new Seen(worked, waiting, since));
  }

  private Map<TopicPartition, ListOffsetsResultInfo> ends(Map<TopicPartition, OffsetSpec> question)
      throws InterruptedException {
    try {
      Map<TopicPartition, ListOffsetsResultInfo> ends =
          ask.apply(question).all().get(ANSWER_SECONDS, TimeUnit.SECONDS);
      unansweredSinceMs = ANSWERED;
      return ends;
    } catch (ExecutionException | TimeoutException e) {
      unansweredSinceMs = Math.min(unansweredSinceMs, clock.millis());
      throw new RetriableException("The ends of the command log are not known.", e) {};
    }
  }

  /** Whether the broker has said nothing for so long that these figures are of the past. */
  public boolean unanswered() {
    return clock.millis() - unansweredSinceMs > LONG_UNANSWERED_MS;
  }

  /** Commands waiting in the partitions that are decided here. */
  public long waiting() {
    return seen.values().stream().mapToLong(Seen::waiting).sum();
  }

  /**
   * The partitions in which commands have waited this long without one being worked on, with how
   * many wait.
   */
  public SortedMap<Integer, Long> stuck(Duration longerThan) {
    long before = clock.millis() - longerThan.toMillis();
    SortedMap<Integer, Long> stuck = new TreeMap<>();
    seen.forEach(
        (partition, at) -> {
          if (at.waiting > 0 && at.sinceMs <= before) {
            stuck.put(partition, at.waiting);
          }
        });
    return stuck;
  }
}
