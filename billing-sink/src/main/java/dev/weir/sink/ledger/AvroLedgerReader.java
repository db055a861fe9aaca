package dev.weir.sink.ledger;

import dev.weir.schemas.avro.LedgerEntryRecord;
import dev.weir.schemas.codec.Codec;
import dev.weir.schemas.codec.NotUnderstoodException;
import dev.weir.schemas.serde.UndecodableException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ledger's Avro. That the registry is away passes; that bytes cannot be read does not.
 */
public final class AvroLedgerReader implements LedgerReader {
  private final String topic;
  private final Deserializer<LedgerEntryRecord> deserializer;

  public AvroLedgerReader(String topic, Deserializer<LedgerEntryRecord> deserializer) {
    this.topic = topic;
    this.deserializer = deserializer;
  }

  @Override
  public Read read(byte @Nullable [] value, int partition, long offset) {
    try {
      LedgerEntryRecord entry = deserializer.deserialize(topic, value);
      if (entry == null) {
        throw new BrokenLedger("no entry" + at(partition, offset));
      }
      return new Read(
          Codec.entry(entry),
          entry.getCommandPartition(),
          entry.getCommandOffset(),
          entry.getFollowing(),
          entry.getTraceparent());
    } catch (UndecodableException | NotUnderstoodException unreadable) {
      throw new BrokenLedger("no readable entry" + at(partition, offset), unreadable);
    }
  }

  private String at(int partition, long offset) {
    return " at offset %d of %s-%d".formatted(offset, topic, partition);
  }
}
