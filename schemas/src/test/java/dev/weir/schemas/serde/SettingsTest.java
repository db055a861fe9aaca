package dev.weir.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.schemas.avro.CatalogRecord;
import dev.weir.schemas.avro.TenantRecord;
import dev.weir.schemas.registry.RegistrySettings;
import dev.weir.schemas.registry.StubRegistry;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Confluent's property names, and no setting without effect. */
class SettingsTest {

  private final StubRegistry registry = new StubRegistry();

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void aSerdeNeedsTheRegistrysAddressAndNothingElse() {
    try (Serde<TenantRecord> serde = AvroSerdes.serde(TenantRecord.class, with(Map.of()))) {
      TenantRecord record = new TenantRecord("sheen", "{}");
      byte[] bytes = serde.serializer().serialize("weir.tenants", record);
      assertThat(serde.deserializer().deserialize("weir.tenants", bytes)).isEqualTo(record);
      assertThat(serde.serializer().serialize("weir.tenants", null)).isNull();
      assertThat(serde.deserializer().deserialize("weir.tenants", null)).isNull();
    }
    assertThatThrownBy(() -> AvroSerdes.serializer(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
  }

  @Test
  void whatHasNoEffectIsRefused() {
    refused("use.latest.version", "true");
    refused("value.subject.name.strategy", "io.confluent.RecordNameStrategy");
    refused("max.retries", "many");
    refused("http.read.timeout.ms", "-1");
  }

  @Test
  void whatSaysWhatIsDoneAnywayIsWelcome() {
    Map<String, Object> config =
        with(
            Map.of(
                "value.subject.name.strategy", "io.confluent.serializers.TopicNameStrategy",
                "use.latest.version", "false",
                "auto.register.schemas", "true"));
    assertThat(AvroSerdes.serializer(config)).isInstanceOf(ConfluentAvroSerializer.class);
  }

  @Test
  void withoutAutoRegisterOnlyWhatIsKnownIsWritten() {
    Map<String, Object> config = with(Map.of("auto.register.schemas", "false"));
    registry.meets(
        StubRegistry.Trouble.status(404, "{\"error_code\":40403,\"message\":\"not found\"}"));
    try (Serializer<TenantRecord> serializer = AvroSerdes.serializer(config)) {
      TenantRecord record = new TenantRecord("sheen", null);
      assertThatThrownBy(() -> serializer.serialize("weir.tenants", record))
          .hasMessageContaining("not found");
    }
  }

  @Test
  void theClassThatDoesTheWorkIsASetting() {
    Map<String, Object> config =
        with(Map.of(AvroSerdes.DESERIALIZER, StringDeserializer.class.getName()));
    try (var deserializer = AvroSerdes.deserializer(TenantRecord.class, config)) {
      byte[] text = {0, 0, 0, 0, 1, 'a'};
      assertThatThrownBy(() -> deserializer.deserialize("t", text))
          .isInstanceOf(UndecodableException.class)
          .hasMessageContaining("String");
    }
    refused(AvroSerdes.DESERIALIZER, "java.lang.Object");
    refused(AvroSerdes.DESERIALIZER, "no.such.Class");
  }

  @Test
  void aRecordOfAnotherKindIsUndecodable() {
    Map<String, Object> config = with(Map.of());
    try (var serializer = AvroSerdes.<CatalogRecord>serializer(config);
        var deserializer = AvroSerdes.deserializer(TenantRecord.class, config)) {
      byte[] bytes = serializer.serialize("t", new CatalogRecord("sheen", "1", "{}"));
      assertThatThrownBy(() -> deserializer.deserialize("t", bytes))
          .isInstanceOfSatisfying(
              UndecodableException.class,
              e -> assertThat(e.reason()).isEqualTo(UndecodableException.Reason.UNEXPECTED_TYPE));
    }
  }

  private void refused(String name, String value) {
    assertThatThrownBy(() -> AvroSerdes.deserializer(TenantRecord.class, with(Map.of(name, value))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(name);
  }

  private Map<String, Object> with(Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put(RegistrySettings.URL, registry.url());
    return config;
  }
}
