package dev.weir.streams.stripe.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Command;
import dev.weir.schemas.Topics;
import dev.weir.schemas.WalletKeys;
import dev.weir.schemas.avro.QuarantineRecord;
import dev.weir.schemas.avro.StripeEventRecord;
import dev.weir.schemas.avro.StripePriceRecord;
import dev.weir.schemas.avro.StripeTenantRecord;
import dev.weir.schemas.avro.WalletRecord;
import dev.weir.schemas.codec.Codec;
import dev.weir.schemas.codec.Envelope;
import dev.weir.schemas.codec.NotUnderstoodException;
import dev.weir.schemas.serde.AvroSerdes;
import dev.weir.schemas.serde.UndecodableException;
import dev.weir.streams.stripe.CatalogFacts;
import dev.weir.streams.stripe.Link;
import dev.weir.streams.stripe.StripeEvent;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bytes to Stripe's events, and what follows from them to bytes. */
public final class StripeWire {
  /** Less than the store takes: what is parked there lies deeper than in its event. */
  private static final int DEEPEST = 400;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .build();

  private final Serializer<SpecificRecord> serializer;
  private final Deserializer<StripeEventRecord> events;

  /**
   * @param config where the registry is, in Confluent's own names
   */
  public StripeWire(Map<String, Object> config) {
    this.serializer = AvroSerdes.serializer(config);
    this.events = AvroSerdes.deserializer(StripeEventRecord.class, config);
  }

  StripeEvent event(byte @Nullable [] value) {
    if (value == null) {
      throw new UndecodableException(
          UndecodableException.Reason.NOT_WIRE_FORMAT, "an event has a value");
    }
    StripeEventRecord wire = events.deserialize(Topics.STRIPE, value);
    JsonNode payload = payload(wire);
    return new StripeEvent(
        wire.getId(),
        wire.getType(),
        wire.getRealm(),
        wire.getTenant(),
        wire.getLivemode(),
        wire.getCreated(),
        wire.getReceivedAt(),
        wire.getTime() == 0 ? wire.getReceivedAt() : wire.getTime(),
        wire.getClocks(),
        payload.path("api_version").stringValue(null),
        new CatalogFacts(
            wire.getTenants().stream().map(StripeWire::tenant).toList(),
            wire.getPrices().stream().map(StripeWire::price).toList()),
        payload.path("data").path("object"));
  }

  private static JsonNode payload(StripeEventRecord wire) {
    try {
      return JSON.readTree(wire.getPayload());
    } catch (JacksonException e) {
      throw new NotUnderstoodException(wire.getId() + " is no JSON of Stripe's", e);
    }
  }

  private static CatalogFacts.TenantFacts tenant(StripeTenantRecord wire) {
    return new CatalogFacts.TenantFacts(
        wire.getTenant(),
        wire.getMinute(),
        Codec.plan(wire.getFree()),
        Codec.opening(wire.getOpening()));
  }

  private static CatalogFacts.PriceFacts price(StripePriceRecord wire) {
    return new CatalogFacts.PriceFacts(
        wire.getTenant(),
        wire.getPrice(),
        Codec.plan(wire.getPlan()),
        wire.getAmount(),
        wire.getCatalogVersion());
  }

  byte[] key(AccountKey account) {
    return account.text().getBytes(UTF_8);
  }

  byte[] command(Command command, long receivedAt) {
    return write(Topics.COMMANDS, Codec.command(command, Envelope.unanswered(receivedAt)));
  }

  byte[] walletKey(Link link) {
    return WalletKeys.customer(link.account()).getBytes(UTF_8);
  }

  byte[] wallet(Link link) {
    return write(
        Topics.WALLETS,
        WalletRecord.newBuilder()
            .setTenant(link.account().tenant())
            .setMode(link.account().mode().text())
            .setUser(link.account().user())
            .setCustomer(link.customer())
            .build());
  }

  /** The bytes as they came, and why they were not taken. */
  byte[] quarantined(Record<byte[], byte[]> in, RecordMetadata at, String reason, String detail) {
    return write(
        Topics.QUARANTINE,
        QuarantineRecord.newBuilder()
            .setTopic(at.topic())
            .setPartition(at.partition())
            .setOffset(at.offset())
            .setKey(buffer(in.key()))
            .setValue(buffer(in.value()))
            .setReason(reason)
            .setDetail(detail)
            .setAt(in.timestamp())
            .build());
  }

  private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  private byte[] write(String subject, SpecificRecord record) {
    return Objects.requireNonNull(serializer.serialize(subject, record));
  }
}
