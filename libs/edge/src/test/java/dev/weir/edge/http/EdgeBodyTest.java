package dev.weir.edge.http;

import static dev.weir.edge.http.Http.signed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a request says: its JSON, its members, its numbers and its ids. */
class EdgeBodyTest extends EdgeOverSockets {
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
    is(good("{\"a\":" + "1".repeat(1_001) + "}"), 400, "json_limit");
    is(good("{\"" + "x".repeat(2_000) + "\":1}"), 400, "json_limit");
    is(good("{\"user\":\"" + "x".repeat(1_100_000) + "\"}"), 413, "body_too_large");
  }

  @Test
  void b17AStringMayBeAsLongAsTheBody() {
    is(good("{\"user\":\"" + "x".repeat(1_048_000) + "\"}"), 422, "id_invalid");
    is(good("{\"user\":\"" + "\\u20ac".repeat(170_000) + "\"}"), 422, "id_invalid");
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
            "1".repeat(41),
            "1".repeat(1_000),
            "0." + "1".repeat(900),
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
      assertThat(answer.body()).contains("\"field\":\"amount\"", "must be over 0");
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
  void theGuidesRetryNeedNotSayThatItIsJson() {
    String path = "/v1/ai/build";
    String token = "X-Resume-Token: t";
    String text = "Content-Type: text/plain;charset=UTF-8";
    for (List<String> headers : List.of(List.of(token), List.of(token, text))) {
      assertThat(sent(path, headers).status()).as(headers.toString()).isEqualTo(200);
    }
    String type = "content_type_unsupported";
    is(sent(path, List.of(text)), 415, type);
    is(sent(path, List.of()), 415, type);
    is(sent(path, List.of(token, "Content-Type: text/html")), 415, type);
    is(sent(path, List.of(token, "Content-Type: text/plain;charset=latin1")), 415, type);
    is(sent(PATH, List.of(token, text)), 415, type);
  }

  private Http.Answer sent(String path, List<String> more) {
    List<String> headers = new ArrayList<>(more);
    headers.addAll(List.of(KEY, signed(GOOD, path)));
    return http.send("POST", path, headers, GOOD);
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
  void aBodyOnAGetIsRefused() {
    is(http.send("GET", "/v1/billing/catalog", List.of(), "x"), 400, "body_not_allowed");
  }
}
