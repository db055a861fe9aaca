package dev.weir.edge.http;

import static dev.weir.edge.http.Http.hmac;
import static dev.weir.edge.http.Http.signed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What holds for every endpoint, over real sockets. */
@SpringBootTest(
    classes = EchoApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"management.server.port=0", "weir.edge.follow=false"})
class EdgeHttpTest {
  private static final String PATH = "/v1/charges";
  private static final String JSON = "Content-Type: application/json";
  private static final String KEY = "Idempotency-Key: k1";
  private static final String GOOD = "{\"user\":\"u1\",\"amount\":1}";

  @LocalServerPort private int port;
  private Http http;

  @BeforeEach
  void connect() {
    http = new Http(port);
  }

  private Http.Answer post(String body, String... headers) {
    return http.send("POST", PATH, List.of(headers), body);
  }

  private Http.Answer good(String body) {
    return post(body, JSON, KEY, signed(body, PATH));
  }

  private static void is(Http.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.body())
        .contains("\"code\":\"" + code + "\"")
        .contains("\"status\":" + status)
        .contains("\"type\":\"urn:weir:problem:" + code + "\"")
        .contains("\"instance\":", "\"title\":", "\"detail\":", "\"request_id\":");
  }

  @Test
  void aProperRequestGetsThrough() {
    Http.Answer answer = good(GOOD);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.body()).contains("\"account\":\"sheen/live/u1\"", "\"amount\":1000000");
    assertThat(answer.header("X-Request-Id")).isNotEmpty();
  }

  @Test
  void anAnswerComesWholeAndSaysItsLength() {
    Http.Answer answer = good(GOOD);
    assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf(answer.body().length()));
    assertThat(answer.header("Transfer-Encoding")).isEmpty();
  }

  @Test
  void b01CredentialsAreNeededAndOnlyOneKindOfThem() {
    Http.Answer missing = post(GOOD, JSON, KEY);
    is(missing, 401, "auth_missing");
    assertThat(missing.header("WWW-Authenticate")).contains("Bearer", "Weir-Signature");
    is(
        post(GOOD, JSON, KEY, signed(GOOD, PATH), "Authorization: Bearer sk_live_sparked_dev"),
        400,
        "auth_ambiguous");
  }

  @Test
  void b02UnknownKeysAndForeignSchemesLookAlike() {
    is(post(GOOD, JSON, KEY, "Authorization: Bearer sk_live_nobody"), 401, "auth_invalid");
    is(post(GOOD, JSON, KEY, "Authorization: Basic YTpi"), 401, "auth_invalid");
    is(post(GOOD, JSON, KEY, "Authorization: Bearer "), 401, "auth_invalid");
  }

  @Test
  void b03SignaturesThatAreAlmostRight() {
    String right = hmac("dev-secret-123", GOOD + PATH);
    for (String wrong :
        List.of(
            right.substring(1),
            right + "0",
            right.toUpperCase(java.util.Locale.ROOT),
            (right.charAt(0) == '0' ? '1' : '0') + right.substring(1),
            "zz" + right.substring(2),
            "")) {
      is(post(GOOD, JSON, KEY, "x-sheen-signature: " + wrong), 401, "signature_invalid");
    }
  }

  @Test
  void b04TheRawBytesAreSignedAndEncodingsAreNotUnpacked() {
    is(post(GOOD + "\n", JSON, KEY, signed(GOOD, PATH)), 401, "signature_invalid");
    is(post("\uFEFF" + GOOD, JSON, KEY, signed(GOOD, PATH)), 401, "signature_invalid");
    is(good("\uFEFF" + GOOD), 400, "json_invalid");
    is(
        post(GOOD, JSON, KEY, signed(GOOD, PATH), "Content-Encoding: gzip"),
        415,
        "content_encoding_unsupported");
  }

  @Test
  void b05TheTimeOfASignatureHasAWindow() {
    long now = System.currentTimeMillis() / 1000;
    is(version2("dev-secret-123", "" + (now - 302)), 401, "timestamp_out_of_window");
    is(version2("dev-secret-123", "" + (now + 302)), 401, "timestamp_out_of_window");
    is(version2("dev-secret-123", now + "000"), 401, "timestamp_out_of_window");
    is(version2("dev-secret-123", "soon"), 401, "timestamp_invalid");
    is(post(GOOD, JSON, KEY, "Weir-Signature: v2=00"), 401, "timestamp_invalid");
    is(post(GOOD, JSON, KEY, "Weir-Signature: t=" + now), 401, "signature_invalid");
    assertThat(version2("dev-secret-123", "" + now).status()).isEqualTo(200);
  }

  private Http.Answer version2(String secret, String time) {
    return post(GOOD, JSON, KEY, "Weir-Signature: t=" + time + ",v2=" + v2(secret, time));
  }

  private static String v2(String secret, String time) {
    return hmac(secret, time + ".POST." + PATH + "." + sha256(GOOD));
  }

  private static String sha256(String text) {
    return dev.weir.edge.auth.Digests.sha256Hex(text);
  }

  @Test
  void b07ATenantMayRefuseVersionOneAndHaveTwoSecretsAtOnce() {
    is(
        post(GOOD, JSON, KEY, "x-sheen-signature: " + hmac("new-secret", GOOD + PATH)),
        401,
        "signature_version_not_allowed");
    long now = System.currentTimeMillis() / 1000;
    assertThat(version2("old-secret", "" + now).body()).contains("strict/live/u1");
    assertThat(version2("new-secret", "" + now).body()).contains("strict/live/u1");
    String several =
        "t=" + now + ",v2=" + v2("wrong", "" + now) + ",v2=" + v2("new-secret", "" + now);
    assertThat(post(GOOD, JSON, KEY, "Weir-Signature: " + several).status()).isEqualTo(200);
  }

  @Test
  void theQueryMayBeSignedWith000AndMustBeWith003() {
    String path = "/v1/accounts/u1/balance";
    String query = path + "?a=1";
    assertThat(get(query, signed("", path)).status()).isEqualTo(200);
    assertThat(get(query, signed("", query)).status()).isEqualTo(200);
    String hmac = "X-HMAC-Signature: ";
    assertThat(get(query, hmac + hmac("dev-secret-123", "GET" + query)).status()).isEqualTo(200);
    is(get(query, hmac + hmac("dev-secret-123", "GET" + path)), 401, "signature_invalid");
  }

  private Http.Answer get(String target, String... headers) {
    return http.send("GET", target, List.of(headers), "");
  }

  @Test
  void b08AByteMovedFromBodyToPathOpensNothing() {
    String signature = signed(GOOD, PATH);
    Http.Answer moved = http.send("POST", "/charges", List.of(JSON, KEY, signature), GOOD + "/v1");
    assertThat(moved.status()).isEqualTo(404);
    assertThat(get("}" + PATH, signature).status()).isIn(400, 404);
  }

  @Test
  void b09WhatDecidesMayAppearOnce() {
    is(post(GOOD, JSON, KEY, signed(GOOD, PATH), signed(GOOD, PATH)), 400, "header_duplicated");
    is(
        post(GOOD, JSON, KEY, "Authorization: Bearer a", "Authorization: Bearer b"),
        400,
        "header_duplicated");
    assertThat(post(GOOD, JSON, KEY, signed(GOOD, PATH), "Host: other").status()).isEqualTo(400);
    assertThat(post(GOOD, JSON, KEY, signed(GOOD, PATH), "Content-Length: 3").status())
        .isEqualTo(400);
  }

  @Test
  void b12RightCredentialsWithoutTheRight() {
    String body = "{}";
    Http.Answer answer =
        http.send(
            "POST", "/v1/grants", List.of(JSON, "Authorization: Bearer sk_live_sparked_dev"), body);
    is(answer, 403, "insufficient_scope");
    is(
        get("/v1/accounts/u1/balance", "Authorization: Bearer dev-cron-secret"),
        403,
        "insufficient_scope");
    is(
        get("/api/cron/reconcile", "Authorization: Bearer sk_live_sparked_dev"),
        403,
        "insufficient_scope");
    assertThat(get("/api/cron/reconcile", "Authorization: Bearer dev-cron-secret").status())
        .isEqualTo(200);
    assertThat(
            http.send(
                    "POST",
                    "/v1/grants",
                    List.of(JSON, "Authorization: Bearer sk_live_sparked_admin_dev"),
                    body)
                .status())
        .isEqualTo(200);
  }

  @Test
  void aKeysModeMustAgreeAndASecretsIsChosen() {
    String path = "/v1/accounts/u1/balance";
    String key = "Authorization: Bearer sk_test_sparked_dev";
    assertThat(get(path, key).body()).contains("sparked/test/u1");
    is(get(path, key, "X-Env: live"), 400, "mode_mismatch");
    assertThat(get(path, signed("", path), "X-Env: test").body()).contains("sheen/test/u1");
    is(get(path, signed("", path), "X-Env: prod"), 400, "mode_invalid");
  }

  @Test
  void b15MalformedJsonIsRefused() {
    for (String body :
        List.of(
            "{",
            "",
            "{\"user\":\"a\"",
            GOOD + " {}",
            GOOD + "x",
            "{\"user\":\"a\",/*x*/\"amount\":1}",
            "{\"user\":\"a\",\"amount\":NaN}",
            "{\"user\":\"a\",\"amount\":Infinity}",
            "{'user':'a'}",
            "{\"user\":\"a\",\"amount\":01}",
            "{\"user\":\"a\",\"amount\":1,}",
            "[]",
            "null",
            "{\"user\":\"\\u0000\",\"amount\":1}",
            "{\"user\":\"\\ud800\",\"amount\":1}")) {
      is(good(body), 400, "json_invalid");
    }
  }

  @Test
  void b16AMemberMayAppearOnce() {
    is(good("{\"user\":\"a\",\"user\":\"a\",\"amount\":1}"), 400, "json_duplicate_key");
    is(
        good("{\"user\":\"a\",\"amount\":1,\"metadata\":{\"x\":{\"y\":1,\"\\u0079\":2}}}"),
        400,
        "json_duplicate_key");
  }

  @Test
  void b17EverythingHasALimit() {
    is(good("{\"a\":".repeat(33) + "1" + "}".repeat(33)), 400, "json_limit");
    is(good("{\"user\":\"" + "x".repeat(70_000) + "\"}"), 400, "json_limit");
    is(good("{\"amount\":" + "1".repeat(41) + "}"), 400, "json_limit");
    is(good("{\"user\":\"" + "x".repeat(1_100_000) + "\"}"), 413, "body_too_large");
  }

  @Test
  void b18NumbersAreExactOrRefused() {
    for (String amount :
        List.of(
            "1e1000000000",
            "1e99",
            "1.0000000000000000001",
            "-0",
            "0",
            "-1",
            "9223372036854775808",
            "1000000000000.000001",
            "null",
            "true",
            "\"\"",
            "\"1e3\"",
            "\"+1\"",
            "\" 1\"",
            "\"0x1\"",
            "[]",
            "{}")) {
      Http.Answer answer = good("{\"user\":\"u\",\"amount\":" + amount + "}");
      is(answer, 422, "amount_invalid");
      assertThat(answer.body()).contains("\"field\":\"amount\"");
    }
    assertThat(good("{\"user\":\"u\",\"amount\":1e-05}").body())
        .containsPattern("\"amount\":10[,}]");
    assertThat(good("{\"user\":\"u\",\"amount\":\"1.500000\"}").body()).contains("1500000");
  }

  @Test
  void b20IdsAreShortAndPlain() {
    for (String id : List.of("a b", "", "é", "\u200b", "😀", "a/b", "x".repeat(129), "a\\nb")) {
      is(good("{\"user\":\"" + id + "\",\"amount\":1}"), 422, "id_invalid");
    }
    byte[] bad = "{\"user\":\"\u00ff\"}".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    Http.Answer answer =
        http.raw(
            "POST " + PATH + " HTTP/1.1",
            List.of("Host: x", JSON, KEY, "Content-Length: " + bad.length, "X-HMAC-Signature: x"),
            bad);
    is(answer, 401, "signature_invalid");
  }

  @Test
  void b14AndUnknownMembersAreRefused() {
    is(good("{\"user\":\"u\",\"amount\":1,\"tenant_id\":\"x\"}"), 422, "field_unknown");
    is(good("{\"user\":\"u\",\"amount\":1,\"balance\":5}"), 422, "field_unknown");
  }

  @Test
  void b21WhatLooksLikeAnAttackIsData() {
    String metadata = "{\"a\":\"'; DROP TABLE x; --\\r\\nHTTP/1.1 200\"}";
    assertThat(good("{\"user\":\"u\",\"amount\":1,\"metadata\":" + metadata + "}").status())
        .isEqualTo(200);
  }

  @Test
  void b23OnlyJsonInUtf8() {
    String signature = signed(GOOD, PATH);
    String type = "content_type_unsupported";
    is(post(GOOD, KEY, signature), 415, type);
    is(post(GOOD, KEY, signature, "Content-Type: text/plain"), 415, type);
    is(post(GOOD, KEY, signature, "Content-Type: application/json; charset=latin1"), 415, type);
    is(post(GOOD, KEY, signature, "Content-Type: application/json; charset=nope"), 415, type);
    is(post(GOOD, KEY, signature, "Content-Type: nonsense"), 415, type);
    assertThat(post(GOOD, KEY, signature, JSON + "; charset=UTF-8").status()).isEqualTo(200);
  }

  @Test
  void b24UnknownPathsAndMethods() {
    is(get("/v1/nothing"), 404, "not_found");
    is(get("/v1/accounts/forgotten", signed("", "/v1/accounts/forgotten")), 404, "not_found");
    Http.Answer method = http.send("DELETE", PATH, List.of(), "");
    is(method, 405, "method_not_allowed");
    assertThat(method.header("Allow")).isEqualTo("POST");
    is(get("/V1/CHARGES"), 404, "not_found");
    is(get("/v1/charges/"), 404, "not_found");
  }

  @Test
  void b25PathTricks() {
    for (String path :
        List.of(
            "//v1/charges",
            "/v1//charges",
            "/v1/./charges",
            "/v1/x/../charges",
            "/v1/%2e%2e/charges",
            "/v1%2Fcharges",
            "/v1/charges;x=1",
            "/v1/charges%3Bx",
            "/v1\\charges",
            "/v1/accounts/%00/balance")) {
      Http.Answer answer = http.send("POST", path, List.of(JSON, KEY, signed(GOOD, path)), GOOD);
      assertThat(answer.status()).as(path).isIn(400, 404);
    }
    String barred = "/v1/accounts/auth0|1/balance";
    assertThat(get(barred, signed("", barred)).body()).contains("sheen/live/auth0|1");
    String encoded = "/v1/accounts/auth0%7C1/balance";
    assertThat(get(encoded, signed("", encoded)).body()).contains("sheen/live/auth0|1");
    is(get(encoded, signed("", barred)), 401, "signature_invalid");
  }

  @Test
  void b26RequestLinesAndHeadersHaveLimits() {
    is(get("/v1/accounts/u/balance?x=" + "y".repeat(8200)), 414, "uri_too_long");
    is(get("/health", "X-Long: " + "y".repeat(17_000)), 431, "headers_too_large");
    List<String> many = new ArrayList<>();
    IntStream.range(0, 200).forEach(i -> many.add("X-" + i + ": y"));
    is(http.send("GET", "/health", many, ""), 431, "headers_too_large");
    assertThat(get("/health", "X-Long: " + "y".repeat(60_000)).status()).isIn(400, 431);
  }

  @Test
  void b27HttpItselfHasToBeRight() {
    byte[] none = new byte[0];
    assertThat(http.raw("POST " + PATH + " HTTP/1.1", List.of(JSON), none).status()).isEqualTo(400);
    List<String> lying =
        List.of("Host: x", "Transfer-Encoding: chunked", "Content-Length: 5", JSON);
    byte[] badChunk = "ZZ\r\nabc\r\n0\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(http.raw("POST " + PATH + " HTTP/1.1", lying, badChunk).status()).isEqualTo(400);
  }

  @Test
  void b30AWriteNeedsAnId() {
    is(post(GOOD, JSON, signed(GOOD, PATH)), 400, "idempotency_key_missing");
  }

  @Test
  void b34AnIdIsAnId() {
    for (String id : List.of("", "a b", "x".repeat(129), "a/b")) {
      is(
          post(GOOD, JSON, signed(GOOD, PATH), "Idempotency-Key: " + id),
          422,
          "idempotency_key_invalid");
    }
  }

  @Test
  void b39TheRateLimitIsToldAndKept() {
    String key = "Authorization: Bearer sk_live_dream_dev";
    Http.Answer first = get("/v1/accounts/rate/balance", key);
    assertThat(first.header("x-ratelimit-limit")).isEqualTo("100");
    assertThat(first.header("x-ratelimit-remaining")).isNotEmpty();
    Http.Answer last = first;
    for (int i = 0; i < 205 && last.status() == 200; i++) {
      last = get("/v1/accounts/rate/balance", key);
    }
    is(last, 429, "rate_limited");
    assertThat(Integer.parseInt(last.header("Retry-After"))).isBetween(1, 60);
    assertThat(get("/v1/accounts/other/balance", key).status()).isEqualTo(200);
  }

  @Test
  void b40ASuspendedTenantIsToldSo() {
    String path = "/v1/accounts/u1/balance";
    is(get(path, "x-sheen-signature: " + hmac("asleep-secret", path)), 403, "tenant_suspended");
  }

  @Test
  void b49MetricsAreNotHere() {
    for (String path : List.of("/actuator", "/actuator/prometheus", "/actuator/health", "/error")) {
      assertThat(get(path).status()).as(path).isEqualTo(404);
    }
  }

  @Test
  void aBodyOnAGetIsRefused() {
    is(http.send("GET", "/v1/billing/catalog", List.of(), "x"), 400, "body_not_allowed");
  }

  @Test
  void b28ABodyThatDoesNotComeIsNotWaitedForLong() {
    is(http.send("GET", "/health", List.of("Content-Length: 1"), ""), 408, "body_too_slow");
  }

  @Test
  void b28HeadersThatTrickleAreCutOff() {
    assertThat(http.trickle("GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ")).isBetween(8L, 14L);
  }

  @Test
  void publicEndpointsAskNobodyButKnowWhoTheyKnow() {
    assertThat(get("/v1/billing/catalog").body()).contains("nobody");
    assertThat(get("/v1/billing/catalog", "x-sheen-signature: wrong").body()).contains("nobody");
    assertThat(get("/v1/billing/catalog", "Authorization: Bearer sk_live_dream_dev").body())
        .contains("dream");
  }

  @Test
  void aProblemOnASeedsPathCarriesError() {
    assertThat(get("/api/cron/reconcile").body()).contains("\"error\":\"Unauthorized\"");
    assertThat(get("/v1/accounts/u/balance").body()).doesNotContain("\"error\"");
  }

  @Test
  void aFaultSaysNothingOfItself() {
    Http.Answer answer = get("/v1/accounts/fault", signed("", "/v1/accounts/fault"));
    is(answer, 500, "internal_error");
    assertThat(answer.body()).doesNotContain("on purpose").doesNotContain("Exception");
  }

  @Test
  void healthIsPublic() {
    for (String path :
        List.of(
            "/health", "/health/ready", "/health/live", "/myhealthz", "/claude-executor/health")) {
      assertThat(get(path).status()).as(path).isEqualTo(200);
    }
  }
}
