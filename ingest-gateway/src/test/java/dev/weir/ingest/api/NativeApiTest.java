package dev.weir.ingest.api;

import static dev.weir.ingest.api.Client.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.edge.problem.Problem;
import dev.weir.ingest.bus.CoreBus;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The native endpoints over HTTP, with decisions made by the core on the spot. */
@SpringBootTest(
    classes = ApiApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"management.server.port=0", "weir.edge.follow=false"})
class NativeApiTest {
  @LocalServerPort private int port;
  @Autowired private CoreBus bus;
  private Client client;
  private final String user = "u-" + key();

  @BeforeEach
  void connect() {
    client = new Client(port);
  }

  @AfterEach
  void mend() {
    bus.failWith(null);
  }

  private String of(String members) {
    return "{\"user\":\"" + user + "\"," + members + "}";
  }

  private static Set<String> names(Client.Answer answer) {
    return new TreeSet<>(answer.body().propertyNames());
  }

  private static void is(Client.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
    assertThat(answer.text("code")).as(answer.body().toString()).isEqualTo(code);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
  }

  @Test
  void aChargeSaysWhatItDrewAndWhatIsLeft() {
    Client.Answer answer = client.post("/v1/charges", of("\"amount\":1000"));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    assertThat(names(answer))
        .containsExactly("balance", "chargeId", "charged", "decision", "draws", "seq", "shortfall");
    assertThat(answer.body().path("draws").toString())
        .contains("\"source\":\"daily\",\"amount\":900", "\"source\":\"welcome\",\"amount\":100");
    assertThat(new TreeSet<>(answer.body().path("balance").propertyNames()))
        .containsExactly("available", "buckets", "debt", "held", "seq", "total");
    assertThat(answer.header("Weir-Position")).isEqualTo("s3");
    assertThat(answer.header("Idempotency-Replayed")).isEmpty();
  }

  @Test
  void everyEndpointHasItsShape() {
    Client.Answer grant = client.post("/v1/grants", of("\"source\":\"package\",\"amount\":60"));
    assertThat(grant.status()).isEqualTo(201);
    assertThat(names(grant)).containsExactly("balance", "decision", "grantId", "seq");
    Client.Answer hold = client.post("/v1/holds", of("\"amount\":10,\"timeoutSeconds\":60"));
    assertThat(hold.status()).isEqualTo(201);
    assertThat(names(hold))
        .containsExactly("balance", "decision", "expiresAt", "held", "holdId", "seq");
    String holdPath = "/v1/holds/" + hold.text("holdId");
    Client.Answer capture = client.post(holdPath + "/capture", of("\"amount\":4.5"));
    assertThat(capture.status()).as(capture.body().toString()).isEqualTo(200);
    assertThat(names(capture))
        .containsExactly("balance", "charged", "decision", "draws", "released", "seq", "shortfall");
    assertThat(capture.body().path("released").asString()).isEqualTo("5.5");
    is(client.post(holdPath + "/release", "{\"user\":\"" + user + "\"}"), 409, "hold_closed");
    is(client.post("/v1/holds/nope/release", "{\"user\":\"" + user + "\"}"), 404, "hold_not_found");
    Client.Answer revoke =
        client.post("/v1/grants/" + grant.text("grantId") + "/revoke", of("\"amount\":20"));
    assertThat(revoke.status()).isEqualTo(200);
    assertThat(names(revoke)).containsExactly("balance", "debt", "decision", "revoked", "seq");
    is(
        client.post("/v1/grants/nope/revoke", "{\"user\":\"" + user + "\"}"),
        404,
        "grant_not_found");
  }

  @Test
  void aShortBalanceIs402WithFiguresAndStaysSoForItsId() {
    String id = key();
    Client.Answer refused = client.post("/v1/charges", id, of("\"amount\":3901"));
    is(refused, 402, "insufficient_balance");
    assertThat(refused.body().path("required").asInt()).isEqualTo(3901);
    assertThat(refused.body().path("available").asInt()).isEqualTo(3900);
    client.post("/v1/grants", of("\"source\":\"gift\",\"amount\":10"));
    Client.Answer again = client.post("/v1/charges", id, of("\"amount\":3901"));
    is(again, 402, "insufficient_balance");
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void anOverdraftOfNothingIsOneAndLessIsRefusedInItsOwnWords() {
    String overdraft = "\"amount\":1,\"policy\":\"overdraft\",\"overdraftLimit\":";
    assertThat(client.post("/v1/charges", of(overdraft + 0)).status()).isEqualTo(200);
    Client.Answer refused = client.post("/v1/charges", of(overdraft + -1));
    is(refused, 422, "amount_invalid");
    assertThat(refused.text("detail")).startsWith("overdraftLimit: must be 0 or more,");
  }

  @Test
  void b31AndB33TheSameIdAgain() {
    String id = key();
    Client.Answer first = client.post("/v1/charges", id, of("\"amount\":\"1.0\""));
    Client.Answer second = client.post("/v1/charges", id, of("\"amount\":1"));
    assertThat(second.text("decision")).isEqualTo("duplicate");
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(second.body().toString().replace("duplicate", "accepted"))
        .isEqualTo(first.body().toString());
    is(client.post("/v1/charges", id, of("\"amount\":2")), 422, "idempotency_key_reused");
  }

  @Test
  void b19MetersAndQuantities() {
    Client.Answer priced =
        client.post("/v1/charges", of("\"meter\":\"ai_seconds\",\"quantity\":12.5"));
    assertThat(priced.body().path("charged").asString()).isEqualTo("12.5");
    is(client.post("/v1/charges", of("\"meter\":\"no\",\"quantity\":1")), 422, "unknown_meter");
    for (String quantity : List.of("0", "-1", "null", "1e13", "1.0000001", "true")) {
      Client.Answer bad =
          client.post("/v1/charges", of("\"meter\":\"ai_seconds\",\"quantity\":" + quantity));
      is(bad, 422, "amount_invalid");
      assertThat(bad.text("field")).isEqualTo("quantity");
    }
    is(
        client.post("/v1/charges", of("\"amount\":1,\"meter\":\"ai_seconds\",\"quantity\":1")),
        422,
        "field_invalid");
  }

  @Test
  void whatAGrantMayNotBe() {
    String path = "/v1/grants";
    is(client.post(path, of("\"amount\":1,\"source\":\"daily\"")), 422, "source_not_grantable");
    is(client.post(path, of("\"amount\":1,\"source\":\"rollover\"")), 422, "source_not_grantable");
    is(client.post(path, of("\"amount\":1,\"source\":\"nope\"")), 422, "field_invalid");
    is(client.post(path, of("\"amount\":1,\"source\":\"subscription\"")), 422, "expiry_required");
    for (String time : List.of("2020-01-01T00:00:00Z", "1970-01-01T00:00:00Z")) {
      is(
          client.post(
              path, of("\"amount\":1,\"source\":\"package\",\"expiresAt\":\"" + time + "\"")),
          422,
          "expiry_invalid");
    }
    for (String time :
        List.of("tomorrow", "2027-01-01", "2027-01-01T00:00:00", "2027-01-01T00:00:60Z", "")) {
      is(
          client.post(
              path, of("\"amount\":1,\"source\":\"package\",\"expiresAt\":\"" + time + "\"")),
          422,
          "time_invalid");
    }
  }

  @Test
  void holdsAndPoliciesHaveBounds() {
    for (String seconds : List.of("0", "-1", "86401", "1.5", "\"60\"", "true")) {
      is(
          client.post("/v1/holds", of("\"amount\":1,\"timeoutSeconds\":" + seconds)),
          422,
          "field_invalid");
    }
    is(client.post("/v1/charges", of("\"amount\":1,\"policy\":\"free\"")), 422, "field_invalid");
    is(
        client.post("/v1/charges", of("\"amount\":1,\"policy\":\"overdraft\"")),
        422,
        "field_missing");
    is(client.post("/v1/grants/x/revoke", of("\"amount\":null")), 422, "amount_invalid");
  }

  @Test
  void adjustmentsGoBothWaysAndNeedAReason() {
    Client.Answer up = client.post("/v1/adjustments", of("\"amount\":10,\"reason\":\"sorry\""));
    assertThat(up.status()).isEqualTo(200);
    assertThat(up.body().path("balance").path("total").asInt()).isEqualTo(3910);
    Client.Answer down =
        client.post(
            "/v1/adjustments", of("\"amount\":\"-10\",\"reason\":\"x\",\"correctionOf\":3"));
    assertThat(down.status()).as(down.body().toString()).isEqualTo(200);
    assertThat(down.body().path("balance").path("total").asInt()).isEqualTo(3900);
    is(client.post("/v1/adjustments", of("\"amount\":10")), 422, "field_missing");
    is(client.post("/v1/adjustments", of("\"amount\":0,\"reason\":\"x\"")), 422, "amount_invalid");
    is(
        client.post("/v1/adjustments", of("\"amount\":-9999,\"reason\":\"x\"")),
        402,
        "insufficient_balance");
  }

  @Test
  void b22B36AndB37EveryEventGetsItsResult() {
    String id = key();
    String ok = event(id, 10, "");
    String tooOld = Instant.now().minusSeconds(36 * 86_400L).toString();
    String ahead = Instant.now().plusSeconds(400).toString();
    String batch =
        String.join(
            ",",
            ok,
            ok,
            event(id, 11, ""),
            event(key(), 0, ""),
            event(key(), 1, ",\"time\":\"" + tooOld + "\""),
            event(key(), 1, ",\"time\":\"" + ahead + "\""),
            event(key(), 1, ",\"time\":\"9999-12-31T23:59:59Z\""),
            event(key(), 1, ",\"time\":\"noon\""),
            event(key(), 1, ",\"seq\":1"),
            "5");
    Client.Answer answer = client.post("/v1/events", "[" + batch + "]");
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
    List<String> results =
        IntStream.range(0, answer.body().path("results").size())
            .mapToObj(i -> answer.body().path("results").get(i))
            .map(r -> r.path("status").asString("") + " " + r.path("code").asString(""))
            .toList();
    assertThat(results)
        .containsExactly(
            "accepted ",
            "duplicate ",
            "invalid idempotency_key_reused",
            "invalid amount_invalid",
            "invalid event_too_old",
            "invalid event_time_in_future",
            "invalid event_time_in_future",
            "invalid event_time_invalid",
            "invalid field_unknown",
            "invalid field_invalid");
    assertThat(answer.header("Weir-Position")).matches("p0:\\d+");
  }

  private String event(String id, int quantity, String more) {
    return of(
        "\"id\":\"%s\",\"meter\":\"ai_seconds\",\"quantity\":%d".formatted(id, quantity) + more);
  }

  @Test
  void eventsComeAloneInArraysAndInLines() {
    assertThat(client.post("/v1/events", event(key(), 1, "")).body().path("results").size())
        .isEqualTo(1);
    String lines = event(key(), 1, "") + "\n{broken\r\n" + event(key(), 1, "") + "\n";
    Client.Answer answer =
        client.post("/v1/events", key(), lines, "Content-Type", "application/x-ndjson");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body().path("results").size()).isEqualTo(3);
    assertThat(answer.body().path("results").get(1).path("code").asString())
        .isEqualTo("json_invalid");
    String many =
        IntStream.range(0, 1001)
            .mapToObj(i -> event(key(), 1, ""))
            .collect(Collectors.joining(","));
    is(client.post("/v1/events", "[" + many + "]"), 422, "too_many_items");
    is(client.post("/v1/events", "5"), 400, "json_invalid");
  }

  @Test
  void b41WhatCannotBeWrittenIsSaidSo() {
    bus.failWith(Problem.unavailable("kafka_unreachable", "Nothing was written.", 1));
    Client.Answer down = client.post("/v1/charges", of("\"amount\":1"));
    is(down, 503, "kafka_unreachable");
    assertThat(down.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void aClockIsMovedInTestModeOnlyAndForwardOnly() {
    is(client.post("/v1/test/clock", "{\"advance\":\"P1D\"}"), 403, "test_mode_only");
    String[] test = {"X-Env", "test"};
    is(
        client.post("/v1/test/clock", key(), "{\"set\":\"2020-01-01T00:00:00Z\"}", test),
        422,
        "clock_backwards");
    is(
        client.post("/v1/test/clock", key(), "{\"advance\":\"-P1D\"}", test),
        422,
        "clock_backwards");
    is(client.post("/v1/test/clock", key(), "{\"advance\":\"soon\"}", test), 422, "field_invalid");
    is(client.post("/v1/test/clock", key(), "{}", test), 422, "field_invalid");
  }
}
