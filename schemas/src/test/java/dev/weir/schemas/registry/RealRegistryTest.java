package dev.weir.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.schemas.RealPlatform;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.TenantRecord;
import dev.weir.schemas.serde.ConfluentAvroDeserializer;
import dev.weir.schemas.serde.ConfluentAvroSerializer;
import dev.weir.schemas.serde.UndecodableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Against the registry that runs in earnest. */
@ExtendWith(RealPlatform.class)
class RealRegistryTest {

  private static final Schema FIRST =
      SchemaBuilder.record("dev.weir.test.Thing").fields().requiredString("name").endRecord();
  private static final Schema COMPATIBLE =
      SchemaBuilder.record("dev.weir.test.Thing")
          .fields()
          .requiredString("name")
          .name("size")
          .type()
          .longType()
          .longDefault(0)
          .endRecord();
  private static final Schema INCOMPATIBLE =
      SchemaBuilder.record("dev.weir.test.Thing")
          .fields()
          .requiredString("name")
          .requiredLong("weight")
          .endRecord();

  private final RegistryClient registry = RealPlatform.registry();

  @Test
  void everySubjectIsRegisteredAndAgainIsNoChange() {
    Subjects.register(registry, Topics.subjects());
    int id = registry.registered("weir.commands-value", schemaOf("weir.commands-value"));
    Subjects.register(RealPlatform.registry(), Topics.subjects());
    assertThat(RealPlatform.registry().schema(id)).isEqualTo(schemaOf("weir.commands-value"));
    assertThat(
            RealPlatform.registry()
                .register("weir.commands-value", schemaOf("weir.commands-value")))
        .isEqualTo(id);
  }

  @Test
  void aChangeThatCanReadWhatIsThereIsTakenAndOneThatCannotIsRefused() {
    Subjects.register(registry, Map.of("thing-value", FIRST));
    Subjects.register(registry, Map.of("thing-value", COMPATIBLE));
    assertThatThrownBy(() -> Subjects.register(registry, Map.of("thing-value", INCOMPATIBLE)))
        .isInstanceOfSatisfying(
            RegistryRefusedException.class, e -> assertThat(e.incompatible()).isTrue());
    assertThat(RealPlatform.registry().registered("thing-value", COMPATIBLE)).isPositive();
  }

  /** Two of a kind are started in the same moment, before anybody has registered anything. */
  @Test
  void whoRegistersTheSameInTheSameMomentIsNotInTheWay() {
    for (int round = 0; round < 8; round++) {
      String subject = "rush-" + round + "-value";
      List<CompletableFuture<Void>> rush =
          Stream.generate(
                  () ->
                      CompletableFuture.runAsync(
                          () -> Subjects.register(RealPlatform.registry(), Map.of(subject, FIRST)),
                          task -> Thread.ofPlatform().start(task)))
              .limit(4)
              .toList();
      assertThat(rush).allSatisfy(one -> assertThat(one).succeedsWithin(Duration.ofSeconds(30)));
    }
  }

  @Test
  void oursIsRefusedToo() {
    Subjects.register(registry, Topics.subjects());
    Schema later =
        new Schema.Parser()
            .parse(
                schemaOf("weir.ledger-value")
                    .toString()
                    .replace("{\"name\":\"seq\",", "{\"name\":\"number\","));
    assertThatThrownBy(() -> registry.register("weir.ledger-value", later))
        .isInstanceOfSatisfying(
            RegistryRefusedException.class, e -> assertThat(e.incompatible()).isTrue());
  }

  @Test
  void theDemandOfCompatibilityHoldsWhereTheRegistryItselfDemandsNothing() {
    registry.register("careless-value", FIRST);
    registry.compatibility("careless-value", "NONE");
    Map<String, Schema> wrong = Map.of("careless-value", INCOMPATIBLE);
    assertThatThrownBy(() -> Subjects.register(registry, wrong))
        .isInstanceOf(RegistryRefusedException.class);
  }

  @Test
  void anIdThatWasNeverGivenIsTheRecordsFault() {
    try (var deserializer = new ConfluentAvroDeserializer(TenantRecord.class, registry)) {
      byte[] bytes = {0, 0x7F, 1, 2, 3, 0, 0};
      assertThatThrownBy(() -> deserializer.deserialize("weir.tenants", bytes))
          .isInstanceOfSatisfying(
              UndecodableException.class,
              e -> assertThat(e.reason()).isEqualTo(UndecodableException.Reason.UNKNOWN_SCHEMA));
    }
  }

  @Test
  void whatOneProcessWroteAnotherReads() {
    TenantRecord record = new TenantRecord("sheen", "{}");
    try (var serializer = new ConfluentAvroSerializer(registry);
        var deserializer =
            new ConfluentAvroDeserializer(TenantRecord.class, RealPlatform.registry())) {
      byte[] bytes = serializer.serialize("weir.tenants", record);
      assertThat(deserializer.deserialize("weir.tenants", bytes)).isEqualTo(record);
    }
  }

  private static Schema schemaOf(String subject) {
    Schema schema = Topics.subjects().get(subject);
    if (schema == null) {
      throw new AssertionError("no " + subject);
    }
    return schema;
  }
}
