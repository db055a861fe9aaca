package dev.weir.schemas.serde;

import dev.weir.schemas.registry.RegistryClient;
import dev.weir.schemas.registry.RegistryRefusedException;
import dev.weir.schemas.registry.RegistrySettings;
import dev.weir.schemas.serde.UndecodableException.Reason;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Confluent's wire format into generated records, whichever version of the schema wrote it.
 * Safe for many threads. Bytes that can never be read are an {@link UndecodableException}; anything
 * else that goes wrong is not about the bytes.
 */
public final class ConfluentAvroDeserializer implements Deserializer<SpecificRecord> {

  private final Map<Integer, Pool<Reader>> readersById = new ConcurrentHashMap<>();
  private final @Nullable Class<? extends SpecificRecord> expected;
  private @Nullable RegistryClient registry;

  /** For Kafka, which configures it afterwards; the record's own schema says which class it is. */
  public ConfluentAvroDeserializer() {
    this.expected = null;
  }

  /** For one kind of record; every other kind is undecodable. */
  public ConfluentAvroDeserializer(Class<? extends SpecificRecord> expected) {
    this.expected = expected;
  }

  /** The same, ready to read. */
  public ConfluentAvroDeserializer(
      Class<? extends SpecificRecord> expected, RegistryClient registry) {
    this.expected = expected;
    this.registry = registry;
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    registry = SerdeSettings.from(configs).registry();
  }

  @Override
  public @Nullable SpecificRecord deserialize(String topic, byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    Pool<Reader> readers = readers(WireFormat.schemaId(data));
    Reader reader = readers.take();
    SpecificRecord result = reader.read(data);
    readers.give(reader);
    return result;
  }

  private Pool<Reader> readers(int id) {
    Pool<Reader> known = readersById.get(id);
    if (known != null) {
      return known;
    }
    Schema writer = writer(id);
    SpecificData data = Models.of(type(writer));
    Schema mine = data.getSchema(type(writer));
    Schema strict = StrictUnions.of(writer, mine);
    Pool<Reader> readers = new Pool<>(() -> new Reader(strict, mine, data));
    readersById.put(id, readers);
    return readers;
  }

  private Schema writer(int id) {
    if (registry == null) {
      throw new IllegalStateException(
          "The deserializer was not configured: " + RegistrySettings.URL + " is missing.");
    }
    try {
      return registry.schema(id);
    } catch (RegistryRefusedException e) {
      // Being refused at all (401, 403) says nothing about the bytes.
      if (e.unknown() || e.status() == 422) {
        throw new UndecodableException(
            Reason.UNKNOWN_SCHEMA, "The registry has no schema " + id + ".", e);
      }
      throw e;
    }
  }

  private Class<?> type(Schema writer) {
    Class<?> type = expected == null ? Models.named(writer) : expected;
    if (type == null || !type.getName().equals(writer.getFullName())) {
      throw new UndecodableException(
          Reason.UNEXPECTED_TYPE,
          "A " + writer.getFullName() + " is not expected here" + wanted() + ".");
    }
    return type;
  }

  private String wanted() {
    return expected == null ? "" : ", only a " + expected.getSimpleName();
  }

  /** A decoder and what resolves the writer's schema to ours, kept from record to record. */
  private static final class Reader {
    private final Schema writer;
    private final DatumReader<SpecificRecord> datums;
    private @Nullable BinaryDecoder decoder;

    Reader(Schema writer, Schema mine, SpecificData data) {
      this.writer = writer;
      this.datums = new SpecificDatumReader<>(writer, mine, data);
    }

    SpecificRecord read(byte[] data) {
      int length = data.length - WireFormat.HEADER;
      decoder = DecoderFactory.get().binaryDecoder(data, WireFormat.HEADER, length, decoder);
      boolean whole;
      SpecificRecord result;
      try {
        result = datums.read(null, decoder);
        whole = decoder.isEnd();
      } catch (IOException | RuntimeException e) {
        throw new UndecodableException(
            Reason.UNREADABLE, "Not a readable " + writer.getName() + ": " + e.getMessage(), e);
      }
      if (!whole) {
        throw new UndecodableException(
            Reason.UNREADABLE, "More bytes than a " + writer.getName() + " has.");
      }
      return result;
    }
  }
}
