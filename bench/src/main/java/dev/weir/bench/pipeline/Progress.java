package dev.weir.bench.pipeline;

import dev.weir.bench.system.Weir;
import dev.weir.schemas.Topics;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** How far deciding, views and rows are behind what was accepted. */
public final class Progress implements AutoCloseable {
  private static final String DECIDING = "weir-streams";
  private static final String VIEWS = "weir-sink";

  /** More than anything here folds or decides in a millisecond. */
  private static final long MOST_A_MS = 200;

  private static final long SHORTEST_PAUSE_MS = 20;
  private static final long LONGEST_PAUSE_MS = 1_000;

  private final Admin admin;
  private final Connection database;

  /** Records that wait for each part; the marker that ends a transaction counts as none. */
  public record Lag(long undecided, long unseen, long unwritten) {
    public boolean none() {
      return undecided + unseen + unwritten == 0;
    }

    /** Too short for what is behind to be done, so that looking takes nothing from the work. */
    Duration pause() {
      long longest = Math.max(undecided, Math.max(unseen, unwritten));
      return Duration.ofMillis(
          Math.clamp(longest / MOST_A_MS, SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS));
    }
  }

  private Progress(Admin admin, Connection database) {
    this.admin = admin;
    this.database = database;
  }

  public static Progress of(Weir weir) throws SQLException {
    return new Progress(
        Admin.create(Map.of("bootstrap.servers", weir.bootstrapServers())),
        DriverManager.getConnection(weir.jdbcUrl()));
  }

  public Lag lag() throws IOException, InterruptedException {
    long undecided = waiting(ends(Topics.COMMANDS), committed(DECIDING, Topics.COMMANDS), 0);
    Map<Integer, Long> ledger = ends(Topics.LEDGER);
    return new Lag(
        undecided,
        waiting(ledger, committed(VIEWS, Topics.LEDGER), 1),
        waiting(ledger, written(), 1));
  }

  /** What a group has yet to fold of the ledger, and nobody else of anything. */
  public Lag behind(String group) throws IOException, InterruptedException {
    return new Lag(0, waiting(ends(Topics.LEDGER), committed(group, Topics.LEDGER), 1), 0);
  }

  public void awaitNone(Duration limit) throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    Lag lag = lag();
    while (!lag.none()) {
      if (System.nanoTime() > end) {
        throw new IOException("still behind after " + limit.toSeconds() + " s: " + lag);
      }
      Thread.sleep(lag.pause());
      lag = lag();
    }
  }

  public long rows() throws IOException {
    try (PreparedStatement count = database.prepareStatement("SELECT count(*) FROM ledger_entry");
        ResultSet rows = count.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IOException("the rows cannot be counted", e);
    }
  }

  private static long waiting(Map<Integer, Long> ends, Map<Integer, Long> next, int marker) {
    return ends.entrySet().stream()
        .mapToLong(
            end -> Math.max(0, end.getValue() - next.getOrDefault(end.getKey(), 0L) - marker))
        .sum();
  }

  private Map<Integer, Long> ends(String topic) throws IOException, InterruptedException {
    try {
      Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
      for (TopicDescription found :
          admin.describeTopics(List.of(topic)).allTopicNames().get().values()) {
        for (TopicPartitionInfo info : found.partitions()) {
          asked.put(new TopicPartition(topic, info.partition()), OffsetSpec.latest());
        }
      }
      Map<Integer, Long> ends = new HashMap<>();
      admin
          .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
      return ends;
    } catch (ExecutionException e) {
      throw new IOException("the ends of " + topic + " cannot be read", e);
    }
  }

  private Map<Integer, Long> committed(String group, String topic)
      throws IOException, InterruptedException {
    try {
      Map<Integer, Long> next = new HashMap<>();
      Map<TopicPartition, OffsetAndMetadata> offsets =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      offsets.forEach(
          (partition, offset) -> {
            if (partition.topic().equals(topic) && offset != null) {
              next.put(partition.partition(), offset.offset());
            }
          });
      return next;
    } catch (ExecutionException e) {
      throw new IOException("the offsets of " + group + " cannot be read", e);
    }
  }

  private Map<Integer, Long> written() throws IOException {
    Map<Integer, Long> next = new HashMap<>();
    try (PreparedStatement offsets =
        database.prepareStatement(
            "SELECT partition, next_offset FROM sink_offset WHERE topic = ?")) {
      offsets.setString(1, Topics.LEDGER);
      try (ResultSet rows = offsets.executeQuery()) {
        while (rows.next()) {
          next.put(rows.getInt(1), rows.getLong(2));
        }
      }
      return next;
    } catch (SQLException e) {
      throw new IOException("the written offsets cannot be read", e);
    }
  }

  @Override
  public void close() throws SQLException {
    admin.close();
    database.close();
  }
}
