package dev.weir.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.schemas.RealPlatform;
import dev.weir.schemas.Samples;
import dev.weir.schemas.registry.RegistryClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Confluent's own serializer and deserializer, in a process of their own, and ours read each
 * other's bytes; and the bytes are the same.
 */
@ExtendWith(RealPlatform.class)
class GenuineConfluentTest {

  private static final HexFormat HEX = HexFormat.of();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegistryClient registry = RealPlatform.registry();

  @Test
  void eachReadsWhatTheOtherWrote() throws IOException {
    try (Peer peer = Peer.start(RealPlatform.platform().registryUrl())) {
      for (SpecificRecord record : Samples.all()) {
        String topic = "peer." + record.getSchema().getName();
        String json = json(record);
        byte[] ours = ours(topic, record);

        assertThat(JSON.readTree(peer.ask("read", topic, HEX.formatHex(ours))))
            .as("what Confluent's deserializer makes of our " + record.getSchema().getName())
            .isEqualTo(JSON.readTree(json));

        byte[] theirs = HEX.parseHex(peer.ask("write", topic, record.getSchema().toString(), json));
        assertThat(read(record, topic, theirs))
            .as("what our deserializer makes of Confluent's " + record.getSchema().getName())
            .isEqualTo(record);
        assertThat(theirs).as("the bytes of both").isEqualTo(ours);
      }
    }
  }

  @Test
  void confluentsClassesTakeThePlaceOfOursBySettings() throws Exception {
    assertThat(Peer.runInPlaceOfOurs(DropIn.class, RealPlatform.platform().registryUrl()))
        .containsExactly(
            "io.confluent.kafka.serializers.KafkaAvroSerializer",
            "read back: " + Samples.all().size(),
            "unknown schema: UNREADABLE",
            "damaged: UNREADABLE",
            "no wire format: NOT_WIRE_FORMAT",
            "registry away: RegistryUnavailableException");
  }

  private byte[] ours(String topic, SpecificRecord record) {
    try (ConfluentAvroSerializer serializer = new ConfluentAvroSerializer(registry)) {
      return serializer.serialize(topic, record);
    }
  }

  private SpecificRecord read(SpecificRecord like, String topic, byte[] bytes) {
    try (var deserializer = new ConfluentAvroDeserializer(like.getClass(), registry)) {
      return deserializer.deserialize(topic, bytes);
    }
  }

  private static String json(SpecificRecord record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonEncoder encoder = EncoderFactory.get().jsonEncoder(record.getSchema(), out);
    new SpecificDatumWriter<SpecificRecord>(record.getSchema(), Models.of(record.getClass()))
        .write(record, encoder);
    encoder.flush();
    return out.toString(UTF_8);
  }
}
