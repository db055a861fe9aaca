package dev.weir.streams.decide;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.accounting.Account;
import dev.weir.accounting.AccountKey;
import dev.weir.accounting.LedgerEntry;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.AccountRecord;
import dev.weir.schemas.avro.BuildRecord;
import dev.weir.schemas.avro.CommandRecord;
import dev.weir.schemas.avro.DecisionRecord;
import dev.weir.schemas.avro.QuarantineRecord;
import dev.weir.schemas.codec.Codec;
import dev.weir.schemas.serde.AvroSerdes;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to types and back. What the stores keep is in the same format as what the topics carry,
 * under subjects of its own, so that a store written by an older version is read like any older
 * record.
 */
public final class Wire {

  /** Under these names the registry knows what the stores keep. */
  private static final String ACCOUNTS = "weir-streams-accounts";

  private static final String REMEMBERED = "weir-streams-remembered";

  /** Together they fit into the quarantine's largest record. */
  private static final int LARGEST_KEPT = 3 << 20;

  private static final int LARGEST_KEY = 64 << 10;

  private final Serializer<SpecificRecord> serializer;
  private final Deserializer<CommandRecord> commands;
  private final Deserializer<AccountRecord> accounts;
  private final Deserializer<DecisionRecord> answers;

  /**
   * @param config where the registry is and the like, in Confluent's property names
   */
  public Wire(Map<String, ?> config) {
    this.serializer = AvroSerdes.serializer(config);
    this.commands = AvroSerdes.deserializer(CommandRecord.class, config);
    this.accounts = AvroSerdes.deserializer(AccountRecord.class, config);
    this.answers = AvroSerdes.deserializer(DecisionRecord.class, config);
  }

  CommandRecord command(byte[] value) {
    return commands.deserialize(Topics.COMMANDS, value);
  }

  Account account(byte[] state) {
    return Codec.account(accounts.deserialize(ACCOUNTS, state));
  }

  byte[] account(Account account) {
    return write(ACCOUNTS, Codec.account(account));
  }

  DecisionRecord memory(byte[] kept) {
    return answers.deserialize(REMEMBERED, kept);
  }

  byte[] memory(DecisionRecord kept) {
    return write(REMEMBERED, kept);
  }

  byte[] decision(DecisionRecord decision) {
    return write(Topics.DECISIONS, decision);
  }

  byte[] build(BuildRecord event) {
    return write(Topics.BUILDS, event);
  }

  byte[] entry(LedgerEntry entry, Place cause, int following, @Nullable String trace) {
    return write(Topics.LEDGER, Codec.entry(entry, cause.position(), following, trace));
  }

  byte[] key(AccountKey account) {
    return account.text().getBytes(UTF_8);
  }

  byte[] key(DecisionRecord decision) {
    return String.join("/", decision.getTenant(), decision.getMode(), decision.getUser())
        .getBytes(UTF_8);
  }

  /**
   * The bytes as they came, and why they could not be taken. What is packed can unfold to more than
   * any topic takes: that stays where it was read, and the place is told.
   */
  byte[] quarantined(
      Input.Unreadable what, byte @Nullable [] key, byte @Nullable [] value, Place at) {
    return write(
        Topics.QUARANTINE,
        QuarantineRecord.newBuilder()
            .setTopic(Topics.COMMANDS)
            .setPartition(at.partition())
            .setOffset(at.offset())
            .setKey(buffer(keptKey(key)))
            .setValue(value == null || value.length > LARGEST_KEPT ? null : buffer(value))
            .setReason(what.reason())
            .setDetail(what.detail())
            .setAt(at.timestamp())
            .build());
  }

  /** The key under which a record goes to quarantine; no account's is nearly as long. */
  static byte @Nullable [] keptKey(byte @Nullable [] key) {
    return key == null || key.length > LARGEST_KEY ? null : key;
  }

  private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  /** A tick of that instant. */
  public byte[] tick(long now, Map<String, Long> clocks, int limit) {
    return write(Topics.COMMANDS, Codec.tick("tick-" + now, now, clocks, limit));
  }

  private byte[] write(String subject, SpecificRecord record) {
    return Objects.requireNonNull(serializer.serialize(subject, record));
  }
}
