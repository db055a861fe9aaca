package dev.weir.schemas.serde;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Serializers and deserializers of values, by settings. Which classes do the work is a setting too:
 * with {@value #SERIALIZER} and {@value #DESERIALIZER} Confluent's own take the place of ours,
 * under the same property names and with the same bytes.
 */
public final class AvroSerdes {

  public static final String SERIALIZER = "weir.avro.serializer";
  public static final String DESERIALIZER = "weir.avro.deserializer";

  static {
    // Whichever classes do the work, it is Avro that makes the records.
    Trust.establish();
  }

  private AvroSerdes() {}

  /** Writes any generated record. */
  @SuppressWarnings("unchecked") // A serializer of all records is one of these.
  public static <T extends SpecificRecord> Serializer<T> serializer(Map<String, ?> config) {
    Serializer<T> serializer = (Serializer<T>) made(config, SERIALIZER, Serializer.class);
    if (serializer == null) {
      serializer = (Serializer<T>) (Serializer<?>) new ConfluentAvroSerializer();
    }
    serializer.configure(forClass(config), false);
    return serializer;
  }

  /** Reads one kind of record and calls every other kind undecodable. */
  public static <T extends SpecificRecord> Deserializer<T> deserializer(
      Class<T> type, Map<String, ?> config) {
    Deserializer<?> deserializer = made(config, DESERIALIZER, Deserializer.class);
    if (deserializer == null) {
      deserializer = new ConfluentAvroDeserializer(type);
    } else {
      deserializer = new TranslatedDeserializer(deserializer);
    }
    deserializer.configure(forClass(config), false);
    return new TypedDeserializer<>(type, deserializer);
  }

  public static <T extends SpecificRecord> Serde<T> serde(Class<T> type, Map<String, ?> config) {
    return Serdes.serdeFrom(serializer(config), deserializer(type, config));
  }

  /** Confluent's deserializer makes generic records unless it is told. */
  private static Map<String, Object> forClass(Map<String, ?> config) {
    Map<String, Object> all = new HashMap<>(config);
    all.put(SerdeSettings.SPECIFIC_READER, true);
    return all;
  }

  private static <T> @Nullable T made(Map<String, ?> config, String setting, Class<T> kind) {
    Object name = config.get(setting);
    if (name == null || name.toString().isBlank()) {
      return null;
    }
    try {
      Class<?> type = name instanceof Class<?> given ? given : Class.forName(name.toString());
      return kind.cast(type.getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new ConfigException(setting, name, "is not a " + kind.getSimpleName() + ": " + e);
    }
  }
}
