package dev.weir.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolConnectionTest {
  @Test
  void findsWhatUpHasStartedUnlessToldOtherwise() {
    assertThat(ToolConnection.from(Map.of("WEIR_KAFKA_PORT", "1234", "WEIR_REGISTRY_PORT", "1235")))
        .containsEntry("bootstrap.servers", "127.0.0.1:1234")
        .containsEntry("schema.registry.url", "http://127.0.0.1:1235/apis/ccompat/v7");
  }

  @Test
  void takesKafkasOwnSettingsAsTheServicesDo() {
    assertThat(
            ToolConnection.from(
                Map.of(
                    "SPRING_KAFKA_BOOTSTRAP_SERVERS", "broker:9093",
                    "SPRING_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SASL_SSL",
                    "SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", "Some.Module required;",
                    "SPRING_KAFKA_PROPERTIES_REQUEST_TIMEOUT_MS", "60000")))
        .containsEntry("bootstrap.servers", "broker:9093")
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.jaas.config", "Some.Module required;")
        .containsEntry("request.timeout.ms", "60000");
  }
}
