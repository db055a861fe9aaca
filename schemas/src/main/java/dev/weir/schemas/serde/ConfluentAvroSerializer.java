package dev.weir.schemas.serde;

import dev.weir.schemas.registry.RegistryClient;
import dev.weir.schemas.registry.RegistrySettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes generated records in Confluent's wire format. Safe for many threads. */
public final class ConfluentAvroSerializer implements Serializer<SpecificRecord> {

  static {
    Trust.establish();
  }

  private final Map<String, Writer> writersByTopic = new ConcurrentHashMap<>();
  private final Pool<Scratch> scratch = new Pool<>(Scratch::new);
  private @Nullable SerdeSettings settings;
  private String suffix = "-value";

  /** For Kafka, which configures it afterwards. */
  public ConfluentAvroSerializer() {}

  /** For values, with schemas registered as they come. */
  public ConfluentAvroSerializer(RegistryClient registry) {
    this.settings = new SerdeSettings(registry, true);
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    settings = SerdeSettings.from(configs);
    suffix = isKey ? "-key" : "-value";
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable SpecificRecord data) {
    if (data == null) {
      return null;
    }
    Writer writer = writersByTopic.get(topic);
    if (writer == null || writer.schema != data.getSchema()) {
      writer = writer(topic, data.getSchema());
    }
    Scratch room = scratch.take();
    byte[] bytes = room.write(writer, data);
    scratch.give(room);
    return bytes;
  }

  // A topic holds records of one kind, so the newest writer is nearly always the right one.
  private Writer writer(String topic, Schema schema) {
    SerdeSettings configured = settings;
    if (configured == null) {
      throw new IllegalStateException(
          "The serializer was not configured: " + RegistrySettings.URL + " is missing.");
    }
    String subject = topic + suffix;
    int id =
        configured.autoRegister()
            ? configured.registry().register(subject, schema)
            : configured.registry().registered(subject, schema);
    Writer writer = Writer.of(id, schema);
    writersByTopic.put(topic, writer);
    return writer;
  }

  private record Writer(byte[] header, Schema schema, DatumWriter<SpecificRecord> datums) {
    static Writer of(int id, Schema schema) {
      SpecificData data = SpecificData.getForSchema(schema);
      return new Writer(WireFormat.header(id), schema, new SpecificDatumWriter<>(schema, data));
    }
  }

  /** A buffer and its encoder, kept from record to record. */
  private static final class Scratch {
    private static final int KEPT = 64 * 1024;
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    private @Nullable BinaryEncoder encoder;

    byte[] write(Writer writer, SpecificRecord data) {
      bytes.reset();
      bytes.write(writer.header, 0, WireFormat.HEADER);
      encoder = EncoderFactory.get().directBinaryEncoder(bytes, encoder);
      try {
        writer.datums.write(data, encoder);
        encoder.flush();
      } catch (IOException | RuntimeException e) {
        throw new SerializationException("A " + writer.schema.getName() + " has no bytes.", e);
      }
      byte[] result = bytes.toByteArray();
      if (result.length > KEPT) {
        bytes = new ByteArrayOutputStream(1024);
      }
      return result;
    }
  }
}
