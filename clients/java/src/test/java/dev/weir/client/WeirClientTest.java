package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class WeirClientTest {
  private static final Retries FAST =
      new Retries(5, Duration.ofMillis(2), Duration.ofSeconds(1), Duration.ofSeconds(5));
  private static final String BALANCE =
      """
      {"total":90,"available":80,"held":10,"debt":0.000001,"buckets":[{"id":"welcome","source":"welcome",\
      "granted":100,"remaining":80,"held":10,"grantedAt":"2026-11-21T00:00:00.000Z","expiresAt":null}],"seq":3}\
      """;
  private static final String CHARGED =
      """
      {"decision":"accepted","chargeId":"c","charged":10.5,"shortfall":0,"draws":[{"bucket":"welcome",\
      "source":"welcome","amount":10.5}],"seq":3,"balance":%s}\
      """
          .formatted(BALANCE);

  @Test
  void sendsAChargeAgainWithTheSameIdAndBytesUntilItHasAnAnswer() {
    try (Scripted server =
        new Scripted(
            inTurn(
                Scripted.Reply.of(0, ""),
                new Scripted.Reply(503, "", Map.of("Retry-After", "0")),
                Scripted.Reply.of(504, "{\"code\":\"outcome_unknown\"}"),
                new Scripted.Reply(429, "", Map.of("Retry-After", "0")),
                Scripted.Reply.of(200, CHARGED)))) {
      Charged charged =
          client(server).charge(Charge.of("u1", new BigDecimal("10.50")).operation("chat"));

      assertThat(charged.charged()).isEqualByComparingTo("10.5");
      assertThat(charged.balance().debt()).isEqualByComparingTo("0.000001");
      assertThat(charged.balance().buckets().getFirst().expiresAt()).isEmpty();
      assertThat(server.seen).hasSizeGreaterThanOrEqualTo(5);
      assertThat(server.seen)
          .extracting(seen -> seen.header("Idempotency-Key"))
          .containsOnly(server.seen.getFirst().header("Idempotency-Key"));
      assertThat(server.seen)
          .extracting(Scripted.Seen::body)
          .containsOnly(server.seen.getFirst().body());
      assertThat(server.seen.getFirst().header("Authorization")).isEqualTo("Bearer sk_test");
    }
  }

  @Test
  void theSameRequestValueIsTheSameCommand() {
    try (Scripted server = new Scripted(seen -> Scripted.Reply.of(200, CHARGED))) {
      Charge charge = Charge.of("u1", BigDecimal.TEN);
      client(server).charge(charge);
      client(server).charge(charge);
      client(server).charge(Charge.of("u1", BigDecimal.TEN));

      assertThat(server.seen)
          .extracting(seen -> seen.header("Idempotency-Key"))
          .startsWith(charge.id(), charge.id());
      assertThat(server.seen.get(2).header("Idempotency-Key")).isNotEqualTo(charge.id());
    }
  }

  @Test
  void aCaptureOrReleaseByAnIdOfOnesOwnMayBeRepeated() {
    Balance balance =
        new Balance(BigDecimal.TEN, BigDecimal.ZERO, BigDecimal.TEN, BigDecimal.ZERO, List.of(), 1);
    Held hold = new Held(false, "u1", "h1", BigDecimal.TEN, Instant.EPOCH, balance);
    try (Scripted server = new Scripted(seen -> Scripted.Reply.of(200, CHARGED))) {
      client(server).capture(hold, BigDecimal.ONE, "job-7");
      client(server).capture(hold, BigDecimal.ONE, "job-7");
      client(server).release(hold, "job-8");
      client(server).release(hold);

      assertThat(server.seen)
          .extracting(seen -> seen.header("Idempotency-Key"))
          .startsWith("job-7", "job-7", "job-8");
      assertThat(server.seen.get(3).header("Idempotency-Key")).isNotEmpty().isNotEqualTo("job-8");
      assertThat(server.seen)
          .extracting(Scripted.Seen::path)
          .containsExactly(
              "/v1/holds/h1/capture",
              "/v1/holds/h1/capture",
              "/v1/holds/h1/release",
              "/v1/holds/h1/release");
    }
  }

  @Test
  void saysWhatWasRequiredAndWhatIsThere() {
    String refusal = "{\"code\":\"insufficient_balance\",\"required\":50,\"available\":40.25}";
    try (Scripted server = new Scripted(seen -> Scripted.Reply.of(402, refusal))) {
      assertThatThrownBy(() -> client(server).charge(Charge.of("u1", new BigDecimal(50))))
          .asInstanceOf(type(InsufficientBalanceException.class))
          .satisfies(
              insufficient -> {
                assertThat(insufficient.required()).isEqualByComparingTo("50");
                assertThat(insufficient.available()).isEqualByComparingTo("40.25");
              });
      assertThat(server.seen).hasSize(1);
    }
  }

  @Test
  void aRefusalIsFinal() {
    try (Scripted server =
        new Scripted(
            seen -> Scripted.Reply.of(409, "{\"code\":\"hold_closed\",\"detail\":\"gone\"}"))) {
      assertThatThrownBy(() -> client(server).balance("u1"))
          .asInstanceOf(type(WeirException.class))
          .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("hold_closed"))
          .satisfies(refusal -> assertThat(refusal.outcomeUnknown()).isFalse());
      assertThat(server.seen).hasSize(1);
    }
  }

  @Test
  void afterTheLastAttemptTheOutcomeIsSaidToBeUnknown() {
    try (Scripted server = new Scripted(seen -> Scripted.Reply.of(0, ""))) {
      assertThatThrownBy(() -> client(server).charge(Charge.of("u1", BigDecimal.ONE)))
          .asInstanceOf(type(WeirException.class))
          .satisfies(unknown -> assertThat(unknown.outcomeUnknown()).isTrue());
    }
  }

  @Test
  void signsWithTimeMethodPathAndTheHashOfTheBody() {
    String signature =
        Credentials.Signature.v2(
            "dev-secret-123",
            "GET",
            "/v1/accounts/u/balance",
            new byte[0],
            Instant.ofEpochSecond(1764000000));
    assertThat(signature).startsWith("t=1764000000,v2=").hasSize("t=1764000000,v2=".length() + 64);
  }

  private static WeirClient client(Scripted server) {
    return WeirClient.of(server.url(), Credentials.apiKey("sk_test"), FAST);
  }

  private static Function<Scripted.Seen, Scripted.Reply> inTurn(Scripted.Reply... replies) {
    Deque<Scripted.Reply> left = new ArrayDeque<>(Arrays.asList(replies));
    return seen -> left.size() > 1 ? left.removeFirst() : left.getFirst();
  }
}
