package dev.weir.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.platform.StartupFailure;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandaloneSettingsTest {
  @Test
  void anEmptyEnvironmentGivesTheDocumentedPorts() {
    StandaloneSettings settings = StandaloneSettings.from(Map.of());

    assertThat(settings.port()).isEqualTo(8080);
    assertThat(settings.platform().kafkaPort()).isEqualTo(19092);
    assertThat(settings.platform().postgresPort()).isEqualTo(15432);
    assertThat(settings.platform().registryPort()).isEqualTo(18081);
    assertThat(settings.platform().fsync()).isFalse();
    assertThat(settings.data()).isAbsolute().endsWithRaw(Path.of("data"));
  }

  @Test
  void theEnvironmentMovesEverything() {
    StandaloneSettings settings =
        StandaloneSettings.from(
            Map.of("WEIR_PORT", "9", "WEIR_DATA", "/elsewhere", "WEIR_FSYNC", "1"));

    assertThat(settings.url()).isEqualTo("http://127.0.0.1:9");
    assertThat(settings.data()).isEqualTo(Path.of("/elsewhere"));
    assertThat(settings.platform().fsync()).isTrue();
  }

  @Test
  void thePortsOfServicesAreNotThePlatforms() {
    Map<String, String> apart = Map.of("WEIR_PORT", "9000", "WEIR_PG_PORT", "9004");
    Map<String, String> amid = Map.of("WEIR_PORT", "9000", "WEIR_PG_PORT", "9003");

    assertThat(StandaloneSettings.from(apart).ports(4)).containsExactly(9000, 9001, 9002, 9003);
    assertThatThrownBy(() -> StandaloneSettings.from(amid).ports(4))
        .hasMessage(
            "WEIR_PG_PORT is 9003; the services take the ports from WEIR_PORT 9000 to 9003.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "0", "65536", "-1"})
  void whatIsNoPortIsRefusedByName(String text) {
    assertThatThrownBy(() -> StandaloneSettings.from(Map.of("WEIR_PG_PORT", text)))
        .isInstanceOf(StartupFailure.class)
        .hasMessage("WEIR_PG_PORT must be a port number, not \"" + text + "\".");
  }
}
