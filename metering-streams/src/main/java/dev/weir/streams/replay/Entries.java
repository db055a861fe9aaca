package dev.weir.streams.replay;

import dev.weir.accounting.Amounts;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.LedgerEntryRecord;
import dev.weir.schemas.codec.Codec;
import dev.weir.schemas.codec.NotUnderstoodException;
import dev.weir.schemas.serde.UndecodableException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Ledger entries as bytes: whether two are the same, and if not, what differs. */
final class Entries {

  /** A zero byte, and four that name the schema. */
  private static final int SCHEMA_ID = 5;

  private final Deserializer<LedgerEntryRecord> deserializer;

  Entries(Deserializer<LedgerEntryRecord> deserializer) {
    this.deserializer = deserializer;
  }

  /** Null when these bytes are no entry. */
  @Nullable LedgerEntryRecord read(byte @Nullable [] value) {
    try {
      return value == null ? null : deserializer.deserialize(Topics.LEDGER, value);
    } catch (UndecodableException e) {
      return null;
    }
  }

  /** The same entry for the same command, although it was written under another schema. */
  boolean sameUnderAnotherSchema(byte[] decided, byte @Nullable [] kept) {
    LedgerEntryRecord one = read(decided);
    LedgerEntryRecord other = read(kept);
    if (one == null
        || other == null
        || Arrays.equals(decided, 0, SCHEMA_ID, kept, 0, SCHEMA_ID)
        || one.getCommandOffset() != other.getCommandOffset()) {
      return false;
    }
    try {
      return Codec.entry(one).equals(Codec.entry(other));
    } catch (NotUnderstoodException e) {
      return false;
    }
  }

  /** The names of the fields in which two entries differ. */
  String differences(byte[] decided, byte @Nullable [] kept) {
    LedgerEntryRecord one = read(decided);
    LedgerEntryRecord other = read(kept);
    if (one == null || other == null) {
      return "what the ledger holds is no entry";
    }
    List<String> fields =
        LedgerEntryRecord.getClassSchema().getFields().stream()
            .filter(field -> !Objects.equals(one.get(field.pos()), other.get(field.pos())))
            .map(Schema.Field::name)
            .toList();
    return fields.isEmpty() ? "the key" : String.join(", ", fields);
  }

  String text(byte @Nullable [] value) {
    LedgerEntryRecord entry = read(value);
    return entry == null
        ? "no entry"
        : "%s/%s/%s seq %d: %s %s, balance %s, by %s at offset %d, hash %s"
            .formatted(
                entry.getTenant(),
                entry.getMode(),
                entry.getUser(),
                entry.getSeq(),
                entry.getKind(),
                Amounts.format(entry.getAmount()),
                Amounts.format(entry.getBalanceAfter()),
                entry.getCommandId(),
                entry.getCommandOffset(),
                entry.getHash());
  }
}
