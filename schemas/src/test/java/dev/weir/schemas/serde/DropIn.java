package dev.weir.schemas.serde;

import dev.weir.schemas.Samples;
import dev.weir.schemas.registry.RegistrySettings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Writes and reads through Confluent's classes, chosen by settings alone. */
final class DropIn {

  private static final String PACKAGE = "io.confluent.kafka.serializers.";

  private final Map<String, Object> config;

  private DropIn(String registryUrl) {
    config =
        Map.of(
            RegistrySettings.URL,
            registryUrl,
            RegistrySettings.RETRIES,
            "1",
            AvroSerdes.SERIALIZER,
            PACKAGE + "KafkaAvroSerializer",
            AvroSerdes.DESERIALIZER,
            PACKAGE + "KafkaAvroDeserializer");
  }

  public static void main(String[] args) {
    new DropIn(args[0]).run();
  }

  private void run() {
    List<SpecificRecord> samples = Samples.all();
    int back = 0;
    byte[] last = {};
    try (Serializer<SpecificRecord> serializer = AvroSerdes.serializer(config)) {
      say(serializer.getClass().getName());
      for (SpecificRecord record : samples) {
        String topic = "drop-in." + record.getSchema().getName();
        last = serializer.serialize(topic, record);
        if (record.equals(read(config, record.getClass(), last))) {
          back++;
        }
      }
    }
    say("read back: " + back);
    Class<? extends SpecificRecord> type = samples.getLast().getClass();
    say("unknown schema: " + failure(type, new byte[] {0, 0x7F, 0, 0, 0, 0}));
    byte[] damaged = Arrays.copyOf(last, last.length - 9);
    say("damaged: " + failure(type, damaged));
    say("no wire format: " + failure(type, new byte[] {1, 2, 3}));
    Map<String, Object> away = new HashMap<>(config);
    away.put(RegistrySettings.URL, "http://127.0.0.1:1");
    say("registry away: " + failure(away, type, last));
  }

  /** Marked, because logs go the same way. */
  private static void say(String line) {
    System.out.println(Peer.ANSWER + line);
  }

  private String failure(Class<? extends SpecificRecord> type, byte[] bytes) {
    return failure(config, type, bytes);
  }

  private static String failure(
      Map<String, Object> config, Class<? extends SpecificRecord> type, byte[] bytes) {
    try {
      return "none, but " + read(config, type, bytes);
    } catch (UndecodableException e) {
      return e.reason().name();
    } catch (KafkaException e) {
      return e.getClass().getSimpleName();
    }
  }

  private static <T extends SpecificRecord> SpecificRecord read(
      Map<String, Object> config, Class<T> type, byte[] bytes) {
    try (Deserializer<T> deserializer = AvroSerdes.deserializer(type, config)) {
      return deserializer.deserialize("drop-in", bytes);
    }
  }
}
