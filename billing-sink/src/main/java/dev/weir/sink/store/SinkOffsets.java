package dev.weir.sink.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The table {@code sink_offset}: how far each partition of one topic has been written. It lives in
 * the same transactions as the rows it speaks of, and therefore, not Kafka, says where to go on.
 */
final class SinkOffsets {

  /**
   * A partition as its owner knows it: the next offset to write, and the epoch under which it was
   * claimed.
   */
  record Owned(long next, long epoch) {
    Owned to(long offset) {
      return new Owned(offset, epoch);
    }
  }

  private static final String CLAIM =
      """
      INSERT INTO sink_offset (topic, partition, next_offset, epoch) VALUES (?, ?, 0, 1)
      ON CONFLICT (topic, partition) DO UPDATE SET epoch = sink_offset.epoch + 1, updated_at = now()
      RETURNING next_offset, epoch\
      """;

  private static final String ADVANCE =
      """
      UPDATE sink_offset SET next_offset = ?, updated_at = now()
      WHERE topic = ? AND partition = ? AND next_offset = ? AND epoch = ?\
      """;

  private static final String PUT =
      """
      INSERT INTO sink_offset (topic, partition, next_offset, epoch) VALUES (?, ?, ?, 0)
      ON CONFLICT (topic, partition)
      DO UPDATE SET
        next_offset = greatest(sink_offset.next_offset, excluded.next_offset), updated_at = now()\
      """;

  private static final String READ =
      "SELECT partition, next_offset, epoch FROM sink_offset WHERE topic = ?";

  private final String topic;

  SinkOffsets(String topic) {
    this.topic = topic;
  }

  /** Makes the caller the owner: whoever owned the partition before can commit nothing any more. */
  Owned claim(Connection connection, int partition) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
      statement.setString(1, topic);
      statement.setInt(2, partition);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new Owned(row.getLong(1), row.getLong(2));
      }
    }
  }

  /**
   * Moves the partition on inside the caller's transaction. False: somebody else did, or owns it
   * now.
   */
  boolean advance(Connection connection, int partition, Owned from, long next) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ADVANCE)) {
      statement.setLong(1, next);
      statement.setString(2, topic);
      statement.setInt(3, partition);
      statement.setLong(4, from.next());
      statement.setLong(5, from.epoch());
      return statement.executeUpdate() == 1;
    }
  }

  /**
   * Says inside the caller's transaction where to go on, whoever owns the partitions: for rows that
   * may be written twice.
   */
  void put(Connection connection, SortedMap<Integer, Long> nextOffsets) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PUT)) {
      for (Map.Entry<Integer, Long> partition : nextOffsets.entrySet()) {
        statement.setString(1, topic);
        statement.setInt(2, partition.getKey());
        statement.setLong(3, partition.getValue());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** What is committed, by partition. */
  SortedMap<Integer, Owned> read(Connection connection) throws SQLException {
    SortedMap<Integer, Owned> found = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setString(1, topic);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(rows.getInt(1), new Owned(rows.getLong(2), rows.getLong(3)));
        }
      }
    }
    return found;
  }

  /** The same without the epochs, for those who only look. */
  Map<Integer, Long> nextOffsets(Connection connection) throws SQLException {
    Map<Integer, Long> next = new TreeMap<>();
    read(connection).forEach((partition, owned) -> next.put(partition, owned.next()));
    return next;
  }
}
