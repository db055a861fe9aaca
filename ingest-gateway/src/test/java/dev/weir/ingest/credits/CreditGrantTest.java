package dev.weir.ingest.credits;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.edge.json.Fields;
import org.junit.jupiter.api.Test;

class CreditGrantTest {
  private static final String GRANT = "{\"amount\":5,\"reason\":\"goodwill\",\"metadata\":%s}";

  @Test
  void aGrantSaysWhoseItIsBesideWhatTheRequestSaysOfIt() {
    assertThat(metadata("{\"ticket\":7}"))
        .isEqualTo("{\"admin_action\":true,\"granted_by\":\"ann\",\"ticket\":7}");
    assertThat(metadata("{\"granted_by\":\"bob\"}"))
        .isEqualTo("{\"admin_action\":true,\"granted_by\":\"ann\"}");
    assertThat(metadata("null")).isEqualTo("{\"admin_action\":true,\"granted_by\":\"ann\"}");
  }

  private static String metadata(String own) {
    Fields body = Fields.of(GRANT.formatted(own).getBytes(UTF_8));
    return String.valueOf(CreditGrant.byAdministrator(body, "ann").note().metadata());
  }
}
