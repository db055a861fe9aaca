package dev.weir.schemas.serde;

import dev.weir.schemas.registry.RegistryUnavailableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else's deserializer with our two exceptions: it throws the same one for damaged bytes
 * and for a registry that is away, and only the cause tells them apart.
 */
record TranslatedDeserializer(Deserializer<?> theirs) implements Deserializer<Object> {

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    theirs.configure(configs, isKey);
  }

  @Override
  public @Nullable Object deserialize(String topic, byte @Nullable [] data) {
    if (data != null) {
      WireFormat.schemaId(data);
    }
    try {
      return theirs.deserialize(topic, data);
    } catch (SerializationException e) {
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (ofTheNetwork(cause)) {
          throw new RegistryUnavailableException("The schema registry cannot be reached.", e);
        }
      }
      throw new UndecodableException(
          UndecodableException.Reason.UNREADABLE, "Not readable: " + e.getMessage(), e);
    }
  }

  private static boolean ofTheNetwork(Throwable cause) {
    return cause instanceof SocketException
        || cause instanceof SocketTimeoutException
        || cause instanceof UnknownHostException;
  }

  @Override
  public void close() {
    theirs.close();
  }
}
