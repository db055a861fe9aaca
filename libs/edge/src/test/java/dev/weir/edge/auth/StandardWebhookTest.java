package dev.weir.edge.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.edge.tenants.Tenant;
import dev.weir.edge.tenants.TenantDocument;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The signature was made by Node's crypto over {@code msg_1.<time>.<body>}. */
class StandardWebhookTest {
  private static final String BODY = "{\"userId\":\"user123\",\"operationType\":\"main_build\"}";
  private static final String RIGHT = "v1,eCpgNa2w9/6QY/kd0k8jWImh3hqiDEjaJVR4FQeX1Fs=";
  private static final long TIME = 1_763_700_000;

  private final Tenant sparked =
      TenantDocument.parse(
          """
          {"tenant": "sparked", "unit": "credits", "clerk": ["whsec_d2Vpci1kZXYtY2xlcmstc2VjcmV0LTAwMDE="]}
          """);

  private StandardWebhook.Verified verify(Map<String, String> headers, String body, long nowS) {
    RawRequest request =
        new RawRequest(
            "POST", "/api/webhooks/clerk", null, headers, body.getBytes(StandardCharsets.UTF_8));
    return StandardWebhook.verify(
        request, List.of(sparked), tenant -> tenant.keys().clerk(), nowS * 1000);
  }

  private static Map<String, String> headers(String prefix, String signature) {
    return new HashMap<>(
        Map.of(
            prefix + "-id",
            "msg_1",
            prefix + "-timestamp",
            Long.toString(TIME),
            prefix + "-signature",
            signature));
  }

  @Test
  void aRightSignatureNamesTheTenantAndTheMessage() {
    for (String prefix : List.of("svix", "webhook")) {
      StandardWebhook.Verified verified = verify(headers(prefix, RIGHT), BODY, TIME);
      assertThat(verified.tenant()).isEqualTo(sparked);
      assertThat(verified.id()).isEqualTo("msg_1");
    }
  }

  @Test
  void b45OneOfSeveralIsEnough() {
    String several = "v1a,abc v1,AAAA " + RIGHT;
    assertThat(verify(headers("svix", several), BODY, TIME + 300).id()).isEqualTo("msg_1");
  }

  @Test
  void b45EverythingElseIsRefused() {
    assertThatThrownBy(() -> verify(headers("svix", "v1a," + RIGHT.substring(3)), BODY, TIME))
        .hasMessageContaining("webhook_signature_invalid");
    assertThatThrownBy(() -> verify(headers("svix", RIGHT), BODY + " ", TIME))
        .hasMessageContaining("webhook_signature_invalid");
    for (long late : new long[] {-301, 301}) {
      assertThatThrownBy(() -> verify(headers("svix", RIGHT), BODY, TIME + late))
          .hasMessageContaining("webhook_timestamp_invalid");
    }
    Map<String, String> noId = headers("svix", RIGHT);
    noId.remove("svix-id");
    assertThatThrownBy(() -> verify(noId, BODY, TIME))
        .hasMessageContaining("webhook_headers_missing");
    Map<String, String> noNumber = headers("svix", RIGHT);
    noNumber.put("svix-timestamp", "now");
    assertThatThrownBy(() -> verify(noNumber, BODY, TIME))
        .hasMessageContaining("webhook_timestamp_invalid");
  }
}
