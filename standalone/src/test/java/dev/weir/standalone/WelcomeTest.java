package dev.weir.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WelcomeTest {
  private final String text = Welcome.text(StandaloneSettings.from(Map.of("WEIR_PORT", "8123")));

  @Test
  void showsThreeCurlsForTheRealPort() {
    assertThat(text.lines().filter(line -> line.startsWith("curl "))).hasSize(3);
    assertThat(text)
        .contains("http://127.0.0.1:8123/v1/grants", "http://127.0.0.1:8123/v1/charges");
  }

  @Test
  void signsTheBodyFollowedByThePath() {
    // printf %s '{"user":"ann","amount":45}/v1/charges' | openssl dgst -sha256 -hmac dev-secret-123
    assertThat(text).contains("538ceb9d9e7d1f4d8991cf7fb35efc02ce727ddffd5b3d4f5a523f9b5fca1caa");
    // printf %s /v1/accounts/ann/balance | openssl dgst -sha256 -hmac dev-secret-123
    assertThat(text).contains("9caa8849000a72e4c7af80a27576047d77c57e26fc8b77680d892b470b0866a1");
  }

  @Test
  void inProductionThereAreAddressesAndNothingThatWasPublished() {
    String production =
        Welcome.text(
            StandaloneSettings.from(Map.of("WEIR_PORT", "8123", "WEIR_PROFILE", "production")));

    assertThat(production)
        .contains("http://127.0.0.1:8123", "./weir apply")
        .doesNotContain("curl", "secret", "sk_live", "whsec");
  }
}
