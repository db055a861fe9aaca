package dev.weir.edge.http;

import static dev.weir.edge.http.Http.signed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every endpoint, whoever calls and whatever it is sent. */
class EdgeHttpTest extends EdgeOverSockets {
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
            "/v1/%2E/charges",
            "/v1/.%2e/charges",
            "/v1/charges/%2e",
            "/v1/charges/%2E.",
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
    String dotted = "/v1/accounts/%2Ea%2eb%2E%2E/balance";
    assertThat(get(dotted, signed("", dotted)).body()).contains("sheen/live/.a.b..");
    is(get(dotted, signed("", "/v1/accounts/.a.b../balance")), 401, "signature_invalid");
  }

  @Test
  void b26RequestLinesAndHeadersHaveLimits() {
    is(get("/v1/accounts/u/balance?x=" + "y".repeat(8200)), 414, "uri_too_long");
    is(get("/v1/accounts/u/balance?x=" + "y".repeat(40_000)), 400, "request_invalid");
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
  void b27WhatTheContainerRefusesIsAProblemToo() {
    for (String target :
        List.of(
            "/v1/accounts/%zz/balance",
            "/v1/accounts/%",
            "/v1/accounts/%ff/balance",
            "/v1/accounts/%00/balance",
            "/v1\\charges",
            "/v1/accounts/é/balance")) {
      refusedByTheContainer(get(target, "X-Request-Id: mine"), 400, "request_invalid");
    }
    byte[] none = new byte[0];
    String id = "X-Request-Id: mine";
    for (List<String> headers :
        List.of(
            List.of(id),
            List.of(id, "Host: x", "Content-Length: -3"),
            List.of(id, "Host: x", "Content-Length: 1", "Content-Length: 2"),
            List.of(id, "Host: x", "Transfer-Encoding: chunked", "Content-Length: 0"),
            List.of(id, "Host: x", "Content-Length: 0", "transfer-encoding: Chunked"))) {
      Http.Answer answer = http.raw("POST " + PATH + " HTTP/1.1", headers, none);
      refusedByTheContainer(answer, 400, "request_invalid");
    }
    List<String> unknown = List.of(id, "Host: x", "Transfer-Encoding: nope");
    Http.Answer coded = http.raw("POST " + PATH + " HTTP/1.1", unknown, none);
    refusedByTheContainer(coded, 501, "request_invalid");
  }

  @Test
  void aTraceIsToldWhichMethodsThePathHasAndNothingThatItSent() {
    Http.Answer answer = http.send("TRACE", PATH, List.of("X-Secret: mine"), "");
    is(answer, 405, "method_not_allowed");
    assertThat(answer.header("Allow")).isEqualTo("POST");
    assertThat(answer.toString()).doesNotContain("mine");
    is(http.send("TRACE", "/nothing", List.of(), ""), 404, "not_found");
  }

  private static void refusedByTheContainer(Http.Answer answer, int status, String code) {
    is(answer, status, code);
    assertThat(answer.header("X-Request-Id")).isNotEmpty();
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

  /** To our own endpoints X-User-Id means nothing, and must not be a way around. */
  @Test
  void b39TheRateLimitIsThatOfEveryUserWhoseAccountItIs() {
    List<Integer> left;
    long minute;
    do {
      minute = System.currentTimeMillis() / 60_000;
      left = leftAfterEach("counted-" + minute);
    } while (System.currentTimeMillis() / 60_000 != minute);
    assertThat(left).containsExactly(99, 98, 97);
  }

  private List<Integer> leftAfterEach(String user) {
    String charge = "{\"user\":\"" + user + "\",\"amount\":1}";
    String several = "[{\"user\":\"" + user + "-2\"}," + charge + "," + charge + "]";
    String key = "Authorization: Bearer sk_test_dream_dev";
    return Stream.of(charge, charge, several)
        .map(body -> post(body, JSON, KEY, key, "X-User-Id: u-" + UUID.randomUUID()))
        .map(answer -> Integer.parseInt(answer.header("x-ratelimit-remaining")))
        .toList();
  }

  @Test
  void b49MetricsAreNotHere() {
    for (String path : List.of("/actuator", "/actuator/prometheus", "/actuator/health", "/error")) {
      assertThat(get(path).status()).as(path).isEqualTo(404);
    }
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
