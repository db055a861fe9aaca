package dev.weir.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.schemas.avro.BuildRecord;
import dev.weir.schemas.avro.CommandRecord;
import dev.weir.schemas.avro.GrantVerb;
import dev.weir.schemas.registry.RegistryClient;
import dev.weir.schemas.registry.RegistrySettings;
import dev.weir.schemas.registry.StubRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records of an older and of a newer version than ours. */
class EvolutionTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final StubRegistry registry = new StubRegistry();
  private final RegistryClient client = new RegistryClient(RegistrySettings.at(registry.url()));

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void aFieldOfALaterVersionIsPassedOver() throws IOException {
    GenericRecord newer = new GenericData.Record(withField(BuildRecord.getClassSchema()));
    fill(newer);
    newer.put("mood", "good");
    assertThat(read(newer, BuildRecord.class).getBuildId()).isEqualTo("b1");
  }

  @Test
  void aFieldThatAnOlderVersionLacksHasItsDefault() throws IOException {
    GenericRecord older = new GenericData.Record(without(BuildRecord.getClassSchema(), "size"));
    fill(older);
    BuildRecord build = read(older, BuildRecord.class);
    assertThat(build.getSize()).isEmpty();
    assertThat(build.getReason()).isEqualTo("why");
    assertThat(build.getAt()).isEqualTo(9);
  }

  @Test
  void aFieldOfACommandThatAnOlderVersionLacksHasItsDefault() throws IOException {
    GenericRecord older =
        new GenericData.Record(without(CommandRecord.getClassSchema(), "replyTo"));
    older.put("id", "c1");
    older.put("tenant", "sheen");
    older.put("mode", "live");
    older.put("user", "u1");
    older.put("time", 1L);
    older.put("receivedAt", 2L);
    GenericRecord grant = new GenericData.Record(GrantVerb.getClassSchema());
    grant.put("source", "gift");
    grant.put("amount", 5L);
    grant.put("expiresAt", 0L);
    older.put("verb", grant);
    CommandRecord command = read(older, CommandRecord.class);
    assertThat(command.getReplyTo()).isEqualTo(-1);
    assertThat(command.getVerb()).isEqualTo(new GrantVerb("gift", 5L, 0L));
  }

  @Test
  void aVerbOfALaterVersionIsNeverTakenForOneOfOurs() throws IOException {
    Schema later = withVerb(CommandRecord.getClassSchema());
    GenericRecord command = new GenericData.Record(later);
    for (String text : new String[] {"id", "tenant", "mode", "user"}) {
      command.put(text, "x");
    }
    command.put("time", 1L);
    command.put("receivedAt", 1L);
    command.put("replyTo", -1);
    Schema verb = later.getField("verb").schema().getTypes().getLast();
    command.put("verb", new GenericData.Record(verb));
    assertThatThrownBy(() -> read(command, CommandRecord.class))
        .isInstanceOfSatisfying(
            UndecodableException.class,
            e -> assertThat(e.reason()).isEqualTo(UndecodableException.Reason.UNREADABLE))
        .hasMessageContaining("DanceVerb");
  }

  private static void fill(GenericRecord build) {
    for (String text : new String[] {"tenant", "mode", "user", "type", "operation"}) {
      build.put(text, "x");
    }
    build.put("buildId", "b1");
    if (build.hasField("size")) {
      build.put("size", "small");
    }
    build.put("update", true);
    build.put("estimateSeconds", 1L);
    build.put("reason", "why");
    build.put("at", 9L);
  }

  private static Schema withField(Schema schema) throws IOException {
    ObjectNode json = (ObjectNode) JSON.readTree(schema.toString());
    ObjectNode field = JSON.createObjectNode().put("name", "mood").put("type", "string");
    ((ArrayNode) json.get("fields")).insert(1, field.put("default", ""));
    return new Schema.Parser().parse(json.toString());
  }

  private static Schema without(Schema schema, String name) throws IOException {
    ObjectNode json = (ObjectNode) JSON.readTree(schema.toString());
    ArrayNode fields = (ArrayNode) json.get("fields");
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).get("name").asText().equals(name)) {
        fields.remove(i);
      }
    }
    return new Schema.Parser().parse(json.toString());
  }

  private static Schema withVerb(Schema schema) throws IOException {
    JsonNode json = JSON.readTree(schema.toString());
    for (JsonNode field : json.get("fields")) {
      if (field.get("name").asText().equals("verb")) {
        ObjectNode verb = JSON.createObjectNode().put("type", "record").put("name", "DanceVerb");
        verb.set("fields", JSON.createArrayNode());
        ((ArrayNode) field.get("type")).add(verb);
      }
    }
    return new Schema.Parser().parse(json.toString());
  }

  private <T extends SpecificRecord> T read(GenericRecord record, Class<T> type)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] header = new byte[WireFormat.HEADER];
    WireFormat.header(registry.knows(record.getSchema()), header);
    bytes.write(header);
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    encoder.flush();
    try (ConfluentAvroDeserializer deserializer = new ConfluentAvroDeserializer(type, client)) {
      return type.cast(deserializer.deserialize("t", bytes.toByteArray()));
    }
  }
}
