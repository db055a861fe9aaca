package dev.weir.schemas.serde;

import dev.weir.schemas.registry.RegistryClient;
import dev.weir.schemas.registry.RegistrySettings;
import dev.weir.schemas.registry.StubRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;

/** Records through the serializer and the deserializer, with a registry in this process. */
public final class Bytes {

  public static final String TOPIC = "a-topic";

  // One stub for all tests of this process; its thread is a daemon and ends with it.
  private static final StubRegistry REGISTRY = new StubRegistry();
  private static final RegistryClient CLIENT =
      new RegistryClient(RegistrySettings.at(REGISTRY.url()));
  private static final ConfluentAvroSerializer SERIALIZER = new ConfluentAvroSerializer(CLIENT);
  private static final Map<Class<?>, ConfluentAvroDeserializer> DESERIALIZERS =
      new ConcurrentHashMap<>();

  private Bytes() {}

  public static RegistryClient registry() {
    return CLIENT;
  }

  public static byte[] of(SpecificRecord record) {
    byte[] bytes = SERIALIZER.serialize(record.getClass().getSimpleName(), record);
    if (bytes == null) {
      throw new AssertionError("no bytes");
    }
    return bytes;
  }

  public static <T extends SpecificRecord> T read(Class<T> type, byte[] bytes) {
    ConfluentAvroDeserializer deserializer =
        DESERIALIZERS.computeIfAbsent(type, any -> new ConfluentAvroDeserializer(type, CLIENT));
    SpecificRecord record = deserializer.deserialize(TOPIC, bytes);
    if (record == null) {
      throw new AssertionError("no record");
    }
    return type.cast(record);
  }

  public static <T extends SpecificRecord> T overTheWire(Class<T> type, T record) {
    return read(type, of(record));
  }
}
