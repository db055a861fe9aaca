package dev.weir.edge.kafka;

import dev.weir.schemas.registry.RegistryRefusedException;
import dev.weir.schemas.serde.UndecodableException;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * A registry that is away, or lets nobody in. It says nothing about the record in hand, which is to
 * be tried again; a record that is undecodable by the registry's own word is not.
 */
public final class RegistryTrouble {

  private RegistryTrouble() {}

  /** The trouble that made the telling of a record fail, however it is wrapped. */
  public static Optional<KafkaException> behind(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UndecodableException) {
        return Optional.empty();
      }
      // Confluent's own deserializer says with Kafka's exceptions that it waited too long.
      if (cause instanceof RetriableException || cause instanceof RegistryRefusedException) {
        return Optional.of((KafkaException) cause);
      }
    }
    return Optional.empty();
  }
}
