package dev.weir.edge.http;

import static dev.weir.edge.http.Http.hmac;
import static dev.weir.edge.http.Http.signed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is calling, and what they may: keys, signatures, modes and rights. */
class EdgeAuthTest extends EdgeOverSockets {
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
    is(version2("dev-secret-123", "" + (now + 330)), 401, "timestamp_out_of_window");
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

  @Test
  void b08AByteMovedFromBodyToPathOpensNothing() {
    String signature = signed(GOOD, PATH);
    Http.Answer moved = http.send("POST", "/charges", List.of(JSON, KEY, signature), GOOD + "/v1");
    assertThat(moved.status()).isEqualTo(404);
    assertThat(get("}" + PATH, signature).status()).isIn(400, 404);
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
  void whereAUserIsMissingItIsSaidWhereOneIsLookedFor() {
    String key = "Authorization: Bearer sk_live_sparked_dev";
    assertThat(get("/api/usage", key, "X-User-Id: u1").body()).contains("\"user\":\"u1\"");
    Http.Answer nowhere = get("/api/usage", key);
    is(nowhere, 422, "field_missing");
    assertThat(nowhere.body()).contains("\"detail\":\"X-User-Id: is missing\"");
    assertThat(get("/api/userId/usage", key).body())
        .contains("\"detail\":\"userId: is missing, and so is X-User-Id\"");
  }

  @Test
  void b40ASuspendedTenantIsToldSo() {
    String path = "/v1/accounts/u1/balance";
    is(get(path, "x-sheen-signature: " + hmac("asleep-secret", path)), 403, "tenant_suspended");
  }

  @Test
  void publicEndpointsAskNobodyButKnowWhoTheyKnow() {
    assertThat(get("/v1/billing/catalog").body()).contains("nobody");
    assertThat(get("/v1/billing/catalog", "x-sheen-signature: wrong").body()).contains("nobody");
    assertThat(get("/v1/billing/catalog", "Authorization: Bearer sk_live_dream_dev").body())
        .contains("dream");
  }
}
