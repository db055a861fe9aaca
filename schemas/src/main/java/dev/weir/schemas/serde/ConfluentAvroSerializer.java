package dev.weir.schemas.serde;

import dev.weir.schemas.registry.RegistryClient;
import dev.weir.schemas.registry.RegistrySettings;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes generated records in Confluent's wire format. Safe for many threads. */
public final class ConfluentAvroSerializer implements Serializer<SpecificRecord> {

  private final Map<String, Writer> writersByTopic = new ConcurrentHashMap<>();
  private final Pool<RecordEncoder> encoders = new Pool<>(RecordEncoder::new);
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
    if (writer == null || !writer.schema.equals(data.getSchema())) {
      writer = writer(topic, data.getClass(), data.getSchema());
    }
    RecordEncoder encoder = encoders.take();
    encoder.begin(writer.id);
    try {
      writer.datums.write(data, encoder);
    } catch (IOException | RuntimeException e) {
      throw new SerializationException("A " + writer.schema.getName() + " has no bytes.", e);
    }
    byte[] bytes = encoder.end();
    encoders.give(encoder);
    return bytes;
  }

  // A topic holds records of one kind, so the newest writer is nearly always the right one.
  private Writer writer(String topic, Class<? extends SpecificRecord> type, Schema schema) {
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
    SpecificData data = Models.of(type);
    Writer writer = new Writer(id, schema, new RecordWriter(schema, data));
    writersByTopic.put(topic, writer);
    return writer;
  }

  private record Writer(int id, Schema schema, DatumWriter<SpecificRecord> datums) {}
}
