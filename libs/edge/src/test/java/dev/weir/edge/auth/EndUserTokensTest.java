package dev.weir.edge.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.accounting.Mode;
import dev.weir.edge.tenants.Tenant;
import dev.weir.edge.tenants.TenantDocument;
import dev.weir.edge.tenants.Tenants;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** B10 and B11: which tokens are believed, and what happens while their keys cannot be fetched. */
class EndUserTokensTest {
  private static final long NOW_S = 1_763_700_000;
  private static final String RSA = "{\"alg\":\"RS256\",\"kid\":\"r1\",\"typ\":\"JWT\"}";
  private static final String EC = "{\"alg\":\"ES256\",\"kid\":\"e1\"}";

  private final Issuer issuer = new Issuer();
  private final AtomicLong clock = new AtomicLong(NOW_S * 1000);
  private final Tenant tenant =
      TenantDocument.parse(
          """
          {"tenant": "dream", "unit": "calls", "jwks": {"issuer": "https://id", "audience": "weir",
           "url": "%s", "publishableKeys": ["pk_live_1", "pk_test_1"]}}
          """
              .formatted(issuer.url()));
  private final Tenants tenants = new Tenants(List.of(tenant));
  private final EndUserTokens tokens = new EndUserTokens(new Jwks(clock::get), clock::get);

  @AfterEach
  void stop() {
    issuer.close();
  }

  private static String claims(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "\"iss\":\"https://id\"",
                "\"aud\":\"weir\"",
                "\"sub\":\"user_1\"",
                "\"plan\":\"paid\"",
                "\"publicMetadata\":{\"publishableKey\":\"pk_test_1\"}",
                "\"exp\":" + (NOW_S + 60)));
    for (String one : more) {
      String name = one.substring(0, one.indexOf(':') + 1);
      all.removeIf(claim -> claim.startsWith(name));
      if (!one.endsWith(":")) {
        all.add(one);
      }
    }
    return "{" + String.join(",", all) + "}";
  }

  private void refused(String token) {
    assertThatThrownBy(() -> tokens.identify(token, tenants)).hasMessageContaining("token_invalid");
  }

  @Test
  void bothAlgorithmsAreBelieved() {
    for (String token : List.of(issuer.rs256(RSA, claims()), issuer.es256(EC, claims()))) {
      Authenticator.Identity identity = tokens.identify(token, tenants);
      assertThat(identity.tenant()).isEqualTo(tenant);
      assertThat(identity.user()).isEqualTo("user_1");
      assertThat(identity.plan()).isEqualTo("paid");
      assertThat(identity.mode()).isEqualTo(Mode.TEST);
      assertThat(identity.scope()).isEqualTo(Scope.END_USER);
    }
  }

  @Test
  void b10AlgorithmsThatTheKeyDoesNotHave() throws Exception {
    refused(Issuer.part("{\"alg\":\"none\",\"kid\":\"r1\"}") + "." + Issuer.part(claims()) + ".");
    String signed = Issuer.part("{\"alg\":\"HS256\",\"kid\":\"r1\"}") + "." + Issuer.part(claims());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(issuer.rsa.getPublic().getEncoded(), "HmacSHA256"));
    byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
    refused(signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
    refused(issuer.rs256("{\"alg\":\"RS256\",\"kid\":\"e1\"}", claims()));
    refused(issuer.rs256("{\"alg\":\"RS384\",\"kid\":\"r1\"}", claims()));
    refused(issuer.es256("{\"alg\":\"ES256\",\"kid\":\"o1\"}", claims()));
  }

  @Test
  void b10HeadersThatSayWhereToLook() {
    for (String more :
        List.of(
            "\"jku\":\"http://evil\"", "\"x5u\":\"http://evil\"", "\"jwk\":{}", "\"crit\":[]")) {
      refused(issuer.rs256("{\"alg\":\"RS256\",\"kid\":\"r1\"," + more + "}", claims()));
    }
    for (String kid : List.of("../r1", "http://evil/r1", "", "r2")) {
      refused(issuer.rs256("{\"alg\":\"RS256\",\"kid\":\"" + kid + "\"}", claims()));
    }
  }

  @Test
  void b10ClaimsThatDoNotFit() {
    for (String wrong :
        List.of(
            "\"iss\":\"https://other\"",
            "\"aud\":\"other\"",
            "\"aud\":[\"a\",\"b\"]",
            "\"exp\":" + (NOW_S - 6),
            "\"exp\":",
            "\"exp\":\"9999999999\"",
            "\"nbf\":" + (NOW_S + 60),
            "\"nbf\":9999999999999",
            "\"nbf\":1e10",
            "\"nbf\":\"soon\"",
            "\"sub\":\"a b\"",
            "\"sub\":",
            "\"publicMetadata\":{\"publishableKey\":\"pk_live_of_somebody_else\"}")) {
      refused(issuer.rs256(RSA, claims(wrong)));
    }
    assertThat(
            tokens.identify(issuer.rs256(RSA, claims("\"aud\":[\"a\",\"weir\"]")), tenants).user())
        .isEqualTo("user_1");
  }

  @Test
  void aPublishableKeyOfNobodyOpensATenantThatHasNoneOnlyWhereTheIssuerIsItsAlone() {
    Tenant keyless =
        TenantDocument.parse(
            """
            {"tenant": "other", "unit": "calls", "jwks": {"issuer": "https://id", "url": "%s"}}
            """
                .formatted(issuer.url()));
    Tenants both = new Tenants(List.of(keyless, tenant));
    String named = "\"publicMetadata\":{\"publishableKey\":\"pk_live_of_somebody_else\"}";
    assertThatThrownBy(() -> tokens.identify(issuer.rs256(RSA, claims(named)), both))
        .hasMessageContaining("401 token_invalid");
    Tenants alone = new Tenants(List.of(keyless));
    assertThat(tokens.identify(issuer.rs256(RSA, claims(named)), alone).tenant())
        .isEqualTo(keyless);
    String nameless = issuer.rs256(RSA, claims("\"publicMetadata\":"));
    assertThat(tokens.identify(nameless, both).tenant()).isEqualTo(keyless);
    assertThat(tokens.identify(issuer.rs256(RSA, claims()), both).tenant()).isEqualTo(tenant);
  }

  @Test
  void b10ShapesThatAreNoToken() {
    String good = issuer.rs256(RSA, claims());
    refused(good + ".x");
    refused(good.substring(0, good.length() - 4));
    refused(good.replaceFirst("\\..*\\.", ".eyJ9."));
    refused("eyJhbGciOiJSUzI1NiJ9");
    refused("a.b.c");
    refused(issuer.rs256("[]", claims()));
    refused(issuer.rs256("{\"alg\":\"RS256\",\"kid\":\"r1\",\"kid\":\"r1\"}", claims()));
  }

  @Test
  void b10AFloodOfUnknownKeysFetchesOnceInTenSeconds() {
    tokens.identify(issuer.rs256(RSA, claims()), tenants);
    clock.addAndGet(11_000);
    for (int i = 0; i < 50; i++) {
      refused(issuer.rs256("{\"alg\":\"RS256\",\"kid\":\"x" + i + "\"}", claims()));
    }
    assertThat(issuer.fetches).hasValue(2);
  }

  @Test
  void b10AFloodOfBadSignaturesFetchesOnceInTenSeconds() {
    tokens.identify(issuer.rs256(RSA, claims()), tenants);
    clock.addAndGet(11_000);
    try (Issuer other = new Issuer()) {
      for (int i = 0; i < 50; i++) {
        refused(other.rs256(RSA, claims()));
      }
    }
    assertThat(issuer.fetches).hasValue(2);
    assertThat(tokens.identify(issuer.rs256(RSA, claims()), tenants).user()).isEqualTo("user_1");
  }

  @Test
  void anIssuerThatStartsAnewUnderTheSameKeyIdIsBelievedAfterTenSeconds() {
    String before = issuer.rs256(RSA, claims());
    tokens.identify(before, tenants);
    issuer.rsa = Issuer.pair("RSA");
    refused(issuer.rs256(RSA, claims()));
    clock.addAndGet(11_000);
    assertThat(tokens.identify(issuer.rs256(RSA, claims()), tenants).user()).isEqualTo("user_1");
    refused(before);
  }

  @Test
  void manyAtOnceWaitForOneFetch() throws Exception {
    String token = issuer.rs256(RSA, claims());
    List<Callable<String>> asks =
        Collections.nCopies(30, () -> tokens.identify(token, tenants).user());
    try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> user : all.invokeAll(asks)) {
        assertThat(user.get()).isEqualTo("user_1");
      }
    }
    assertThat(issuer.fetches).hasValue(1);
  }

  @Test
  @Timeout(30)
  void whileOneFetchesNewerKeysTheKeptOnesServeAllOthers() throws Exception {
    String token = issuer.rs256(RSA, claims("\"exp\":" + (NOW_S + 7_200)));
    Callable<String> ask = () -> tokens.identify(token, tenants).user();
    ask.call();
    clock.addAndGet(11 * 60_000);
    issuer.door.lock();
    try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        Future<String> first = all.submit(ask);
        while (issuer.fetches.get() < 2) {
          Thread.sleep(5);
        }
        assertThat(all.submit(ask).get(20, TimeUnit.SECONDS)).isEqualTo("user_1");
        assertThat(first).isNotDone();
      } finally {
        issuer.door.unlock();
      }
    }
    assertThat(issuer.fetches).hasValue(2);
  }

  @Test
  void b11KeptKeysServeForAnHourAndThenNobodyGetsIn() {
    tokens.identify(issuer.rs256(RSA, claims()), tenants);
    issuer.broken = true;
    clock.addAndGet(50 * 60_000);
    String later = issuer.rs256(RSA, claims("\"exp\":" + (NOW_S + 7_200)));
    assertThat(tokens.identify(later, tenants).user()).isEqualTo("user_1");
    clock.addAndGet(20 * 60_000);
    assertThatThrownBy(() -> tokens.identify(later, tenants))
        .hasMessageContaining("503 keys_unavailable");
    issuer.broken = false;
    clock.addAndGet(11_000);
    assertThat(tokens.identify(later, tenants).user()).isEqualTo("user_1");
  }
}
