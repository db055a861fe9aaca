package dev.weir.streams.guard;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the topics with what they were when first seen. A topic that was deleted, created again
 * under its name, or given more partitions no longer fits the state that was built from it: keys
 * would move away from their accounts.
 */
public final class TopicWatch {

  private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
  private static final long ANSWER_SECONDS = 10;

  /**
   * A broker that has just started may not know every topic yet, so one missing answer is not
   * enough.
   */
  private static final int MISSES_THAT_COUNT = 3;

  private final Admin admin;
  private final Map<String, Seen> first = new HashMap<>();
  private final Map<String, Integer> misses = new HashMap<>();

  public TopicWatch(Admin admin) {
    this.admin = admin;
  }

  /** Looks at each topic and throws when one is not what it was at the first look. */
  public synchronized void check(Collection<String> topics) throws InterruptedException {
    Map<String, KafkaFuture<TopicDescription>> answers =
        admin.describeTopics(Set.copyOf(topics)).topicNameValues();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
      try {
        compare(answer.getKey(), answer.getValue().get(ANSWER_SECONDS, TimeUnit.SECONDS));
      } catch (ExecutionException e) {
        missed(answer.getKey(), e);
      } catch (TimeoutException e) {
        LOG.warn(
            "The broker does not say what topic {} looks like; asking again later.",
            answer.getKey());
      }
    }
  }

  private void compare(String topic, TopicDescription now) {
    misses.remove(topic);
    Seen seen = new Seen(now.topicId(), now.partitions().size());
    Seen before = first.putIfAbsent(topic, seen);
    if (before != null && !before.id.equals(seen.id)) {
      throw new FailStop("Topic " + topic + " was deleted and created again.");
    }
    if (before != null && before.partitions != seen.partitions) {
      throw new FailStop(
          "Topic %s had %d partitions and now has %d: accounts would move away from their state."
              .formatted(topic, before.partitions, seen.partitions));
    }
  }

  private void missed(String topic, ExecutionException e) {
    if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
      LOG.warn("Topic {} could not be looked at; asking again later: {}", topic, e.getMessage());
    } else if (first.containsKey(topic)
        && misses.merge(topic, 1, Integer::sum) >= MISSES_THAT_COUNT) {
      throw new FailStop("Topic " + topic + " was deleted.");
    }
  }

  private record Seen(Uuid id, int partitions) {}
}
