package dev.weir.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.schemas.serde.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * No schema changes by accident. Every version that was ever released is kept in {@code released/},
 * one folder per version, with the bytes of a sample; docs/wire.md says how a new one is added.
 */
class ReleasedSchemasTest {

  private static final Path RELEASED = Path.of("src/test/resources/released");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void everySchemaIsTheNewestReleasedOne() throws IOException {
    Path newest = versions().getLast();
    for (SpecificRecord sample : Samples.all()) {
      assertThat(JSON.readTree(plain(sample.getSchema())))
          .as(
              "%s is not as it was released: if that is meant, release it (docs/wire.md)",
              sample.getSchema().getName())
          .isEqualTo(JSON.readTree(Files.readString(file(newest, sample, ".avsc"))));
    }
  }

  @Test
  void everySampleHasTheBytesThatWereReleased() throws IOException {
    Path newest = versions().getLast();
    for (SpecificRecord sample : Samples.all()) {
      assertThat(HEX.formatHex(body(sample)))
          .as(sample.getSchema().getName())
          .isEqualTo(Files.readString(file(newest, sample, ".hex")).strip());
    }
  }

  /** The ledger is kept for ever, so it is not enough to read the version before. */
  @Test
  void everyVersionThatWasEverReleasedCanBeRead() throws IOException {
    for (Path version : versions()) {
      for (SpecificRecord sample : Samples.all()) {
        Path file = file(version, sample, ".avsc");
        if (Files.exists(file)) {
          Schema writer = new Schema.Parser().parse(Files.readString(file));
          assertThat(
                  SchemaCompatibility.checkReaderWriterCompatibility(sample.getSchema(), writer)
                      .getType())
              .as("reading %s of %s", sample.getSchema().getName(), version)
              .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        }
      }
    }
  }

  @Test
  void everySubjectHasASample() {
    assertThat(Samples.all())
        .extracting(SpecificRecord::getSchema)
        .containsAll(Topics.subjects().values());
  }

  /** Writes down the schemas as they are, as a version of their own. */
  @Test
  @EnabledIfSystemProperty(named = "weir.schemas.release", matches = "\\d+")
  void release() throws IOException {
    Path version = RELEASED.resolve(System.getProperty("weir.schemas.release", ""));
    Files.createDirectories(version);
    for (SpecificRecord sample : Samples.all()) {
      Files.writeString(file(version, sample, ".avsc"), plain(sample.getSchema()) + "\n");
      Files.writeString(file(version, sample, ".hex"), HEX.formatHex(body(sample)) + "\n");
    }
  }

  private static List<Path> versions() throws IOException {
    try (Stream<Path> folders = Files.list(RELEASED)) {
      return folders
          .sorted(Comparator.comparingInt(folder -> Integer.parseInt(folder.getFileName() + "")))
          .toList();
    }
  }

  private static Path file(Path version, SpecificRecord sample, String ending) {
    return version.resolve(sample.getSchema().getName() + ending);
  }

  /** After the five bytes whose schema id is the registry's choice. */
  private static byte[] body(SpecificRecord sample) {
    byte[] bytes = Bytes.of(sample);
    return Arrays.copyOfRange(bytes, 5, bytes.length);
  }

  /** Without the comments, which may change. */
  private static String plain(Schema schema) throws IOException {
    JsonNode json = JSON.readTree(schema.toString());
    forgetDocs(json);
    return json.toPrettyString();
  }

  private static void forgetDocs(JsonNode json) {
    if (json instanceof ObjectNode object) {
      object.remove("doc");
    }
    if (json instanceof ContainerNode<?>) {
      json.forEach(ReleasedSchemasTest::forgetDocs);
    }
  }
}
