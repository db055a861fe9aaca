package dev.weir.sink.lag;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** One fold's distance from the end of the topic, and for how long it has not moved. */
public final class GroupLag {
  /** After this long in one place, it is worth looking whether anything is waiting at all. */
  private static final Duration STANDING = Duration.ofSeconds(1);

  private final String group;
  private final String topic;
  private final TopicOffsets offsets;
  private volatile Map<Integer, Place> places = Map.of();

  /**
   * @param committed what the group says
   * @param next the next offset to fold: the end, when nothing lies between
   * @param end the offset after the last committed record
   * @param movedAt when the group was last seen to move, or to be at the end
   */
  record Place(long committed, long next, long end, Instant movedAt) {
    long lag() {
      return Math.max(0, end - next);
    }
  }

  GroupLag(String group, String topic, TopicOffsets offsets) {
    this.group = group;
    this.topic = topic;
    this.offsets = offsets;
  }

  /** Looks again. */
  void look(Map<Integer, Long> ends, Instant now) {
    Map<Integer, Long> committed = offsets.committed(group, topic);
    Map<Integer, Place> seen = new TreeMap<>();
    ends.forEach(
        (partition, end) -> {
          long next = committed.getOrDefault(partition, 0L);
          seen.put(partition, place(partition, next, end, now));
        });
    places = seen;
  }

  /** A group may go back too: rows that were lost are written again from the first. */
  private Place place(int partition, long committed, long end, Instant now) {
    Place before = places.get(partition);
    if (committed >= end || before == null || before.committed != committed) {
      return new Place(committed, committed, end, now);
    }
    boolean done =
        (before.lag() == 0 && before.end == end)
            || (before.movedAt.plus(STANDING).isBefore(now)
                && offsets.nothingBetween(topic, partition, committed, end));
    return done
        ? new Place(committed, end, end, now)
        : new Place(committed, committed, end, before.movedAt);
  }

  /** Records there are and that are not folded yet, over all partitions. */
  public long records() {
    return places.values().stream().mapToLong(Place::lag).sum();
  }

  /** The next offset of a partition to be folded; -1 before the first look. */
  public long next(int partition) {
    Place place = places.get(partition);
    return place == null ? -1 : place.next;
  }

  /** How long a partition has stood still with records waiting. */
  Duration stuckFor(int partition, Instant now) {
    Place place = places.get(partition);
    return place == null || place.lag() == 0 ? Duration.ZERO : Duration.between(place.movedAt, now);
  }

  /** The same for the one that has done so the longest. */
  public Duration stuckFor(Instant now) {
    return places.keySet().stream()
        .map(partition -> stuckFor(partition, now))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
