package dev.weir.schemas.serde;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Gives records of one class, or says that these bytes are not one. */
record TypedDeserializer<T extends SpecificRecord>(Class<T> type, Deserializer<?> any)
    implements Deserializer<T> {

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    any.configure(configs, isKey);
  }

  @Override
  public @Nullable T deserialize(String topic, byte @Nullable [] data) {
    Object value = any.deserialize(topic, data);
    if (value == null || type.isInstance(value)) {
      return type.cast(value);
    }
    throw new UndecodableException(
        UndecodableException.Reason.UNEXPECTED_TYPE,
        "A " + value.getClass().getSimpleName() + " is not a " + type.getSimpleName() + ".");
  }

  @Override
  public void close() {
    any.close();
  }
}
