package dev.weir.edge.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.Tenant;
import dev.weir.edge.tenants.TenantDocument;
import dev.weir.edge.tenants.Tenants;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The expected signatures were made by Node's crypto, and the first one by openssl as well. */
class SignaturesTest {
  private static final String BODY = "{\"userId\":\"user123\",\"operationType\":\"main_build\"}";
  private static final String PATH = "/v1/billing/check-sufficient";
  private static final long TIME = 1_763_700_000;

  private final Tenant sheen =
      TenantDocument.parse(
          "{\"tenant\":\"sheen\",\"unit\":\"seconds\",\"hmac\":[\"other\",\"dev-secret-123\"]}");
  private final Signatures signatures =
      new Signatures(() -> new Tenants(List.of(sheen)), () -> TIME * 1000);

  private static RawRequest post(String body) {
    return new RawRequest("POST", PATH, null, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private static RawRequest get(String path, @Nullable String query) {
    return new RawRequest("GET", path, query, Map.of(), new byte[0]);
  }

  @Test
  void bodyFirst() {
    assertThat(
            signatures.bodyFirst(
                post(BODY), "2da0aa1f4bb78817af8e9d3d16d44c53014e4bb39d172d793cdf9cc0704c8e64"))
        .isEqualTo(sheen);
    assertThat(
            signatures.bodyFirst(
                get("/v1/billing/balance/user123", "a=1"),
                "63d944d33bc613b002ebb792bf3dfb9e7b3d1512047b5e7e2df073a734ac6c42"))
        .isEqualTo(sheen);
    assertThat(
            signatures.bodyFirst(
                post("{\"user\":\"ü😀\"}"),
                "c597b03dfe0a3bf603596366b4ecc3da76c0b32189e3a628d808b9748ed4539a"))
        .isEqualTo(sheen);
  }

  @Test
  void methodFirst() {
    assertThat(
            signatures.methodFirst(
                post(BODY), "fe0aa8f7c7a3fda0761ceb2c17aa32dbb2b7f324a2ddc56efe4c4bfe4ba7086c"))
        .isEqualTo(sheen);
    assertThat(
            signatures.methodFirst(
                get("/v1/billing/usage/user123", "period=month"),
                "995d0966a18064f1043b1bddb4bd58eb7ccfc094705d9b2a4379bef84cbf4df6"))
        .isEqualTo(sheen);
  }

  @Test
  void version2() {
    String hex = "528b29a3f2b7f67f89868aba58548eb0828f9231b14a3fb34764e23653852847";
    assertThat(signatures.version2(post(BODY), "t=" + TIME + ",v2=" + hex, true)).isEqualTo(sheen);
    assertThat(signatures.version2(post(BODY), "v2=00, v2=" + hex + " ,t=" + TIME, true))
        .isEqualTo(sheen);
    assertThatThrownBy(
            () -> signatures.version2(post(BODY + " "), "t=" + TIME + ",v2=" + hex, true))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("signature_invalid");
  }

  @Test
  void theWindowIsThreeHundredSecondsBothWaysAndNoMore() {
    for (long ahead : new long[] {-300, 300}) {
      String header = "t=" + (TIME + ahead) + ",v2=00";
      assertThatThrownBy(() -> signatures.version2(post(BODY), header, true))
          .hasMessageContaining("signature_invalid");
    }
    for (long ahead : new long[] {-301, 301, Integer.MAX_VALUE}) {
      String header = "t=" + (TIME + ahead) + ",v2=00";
      assertThatThrownBy(() -> signatures.version2(post(BODY), header, true))
          .hasMessageContaining("timestamp_out_of_window");
    }
  }

  @Test
  void aSecretPrintsNothing() {
    assertThat(sheen.toString()).doesNotContain("dev-secret-123").doesNotContain("other");
  }
}
