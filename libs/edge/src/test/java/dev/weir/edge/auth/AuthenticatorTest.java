package dev.weir.edge.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.edge.tenants.Secret;
import dev.weir.edge.tenants.Tenant;
import dev.weir.edge.tenants.TenantDocument;
import dev.weir.edge.tenants.Tenants;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** F51: a request that goes on ends with the right by which it was let in. */
class AuthenticatorTest {
  private static final long NOW_S = 1_763_700_000;
  private static final String PATH = "/v1/billing/balance/ann/stream";

  private final AtomicLong clock = new AtomicLong(NOW_S * 1000);
  private Tenants tenants = Tenants.NONE;
  private final Authenticator authenticator =
      new Authenticator(() -> tenants, clock::get, new Jwks(clock::get));

  @Test
  void aSignatureMayGrowOldButItsSecretMustStay() {
    String text = NOW_S + ".GET." + PATH + "." + Digests.sha256Hex("");
    byte[] signed = Secret.of("s1").sign(text.getBytes(StandardCharsets.UTF_8));
    RawRequest request =
        get("Weir-Signature", "t=" + NOW_S + ",v2=" + HexFormat.of().formatHex(signed));
    known("'hmac': ['s1', 's2']");
    clock.addAndGet(301_000);
    assertThatThrownBy(() -> authenticator.admit(request, Right.USER))
        .hasMessageContaining("timestamp_out_of_window");
    assertThat(still(request)).isTrue();
    assertThat(authenticator.admitsStill(request, Right.USER, "other")).isFalse();
    known("'hmac': ['s2']");
    assertThat(still(request)).isFalse();
  }

  @Test
  void aKeyThatIsRemovedAndATenantThatIsSuspendedOpenNothingMore() {
    String key = "'apiKeys': [{'mode': 'live', 'sha256': '" + Digests.sha256Hex("sk_1") + "'}]";
    RawRequest request = get("Authorization", "Bearer sk_1");
    known(key);
    assertThat(still(request)).isTrue();
    known(key + ", 'suspended': true");
    assertThat(still(request)).isFalse();
    known("'hmac': ['s1']");
    assertThat(still(request)).isFalse();
  }

  @Test
  void aTokenOpensNothingAfterItsEnd() {
    try (Issuer issuer = new Issuer()) {
      known("'jwks': {'issuer': 'https://id', 'url': '" + issuer.url() + "'}");
      String claims = "{\"iss\":\"https://id\",\"sub\":\"ann\",\"exp\":" + (NOW_S + 60) + "}";
      String token = issuer.rs256("{\"alg\":\"RS256\",\"kid\":\"r1\"}", claims);
      RawRequest request = get("Authorization", "Bearer " + token);
      assertThat(still(request)).isTrue();
      clock.addAndGet(66_000);
      assertThat(still(request)).isFalse();
    }
  }

  private boolean still(RawRequest request) {
    return authenticator.admitsStill(request, Right.USER, "t");
  }

  private void known(String members) {
    String document = "{'tenant': 't', 'unit': 'seconds', " + members + "}";
    Tenant tenant = TenantDocument.parse(document.replace('\'', '"'));
    tenants = new Tenants(List.of(tenant));
  }

  private static RawRequest get(String header, String value) {
    return new RawRequest("GET", PATH, null, Map.of(header, value), new byte[0]);
  }
}
