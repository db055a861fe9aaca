package dev.weir.ingest.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weir.accounting.Mode;
import dev.weir.edge.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A Stripe that does not answer, answers too late, or refuses: what its callers are told. */
class StripeApiTest {
  private final AtomicInteger requests = new AtomicInteger();
  private final Hands hands = new Hands();
  private HttpServer server;
  private volatile int status = 200;
  private volatile String body = "{\"id\":\"cus_1\",\"object\":\"customer\"}";
  private volatile Duration late = Duration.ZERO;
  private StripeApi stripe;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
    stripe = stripe(server.getAddress().getPort(), "10s");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private StripeApi stripe(int port, String readTimeout) {
    StripeSettings settings =
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of(
                        "weir.stripe.key.test", "sk_test_secret",
                        "weir.stripe.url", "http://127.0.0.1:" + port,
                        "weir.stripe.retries", "0",
                        "weir.stripe.connect-timeout", "10s",
                        "weir.stripe.read-timeout", readTimeout)))
            .bindOrCreate("weir.stripe", StripeSettings.class);
    return new StripeApi(settings, hands);
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    try {
      Thread.sleep(late);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void refusing(int with, String type, String code) {
    status = with;
    body = "{\"error\":{\"type\":\"%s\",\"code\":\"%s\",\"message\":\"no\"}}".formatted(type, code);
  }

  private Throwable ask() {
    return catchThrowable(
        () -> stripe.call(Mode.TEST, client -> client.v1().customers().retrieve("cus_1")));
  }

  private void saysTryAgain() {
    assertThat(ask()).isInstanceOf(Problem.class);
    Problem problem = (Problem) ask();
    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.code()).isEqualTo("stripe_unavailable");
    assertThat(problem.headers()).containsKey("Retry-After");
  }

  @Test
  void whatHasNoAnswerIsToBeTriedAgain() {
    late = Duration.ofSeconds(2);
    StripeApi patient = stripe;
    stripe = stripe(server.getAddress().getPort(), "300ms");
    saysTryAgain();
    stripe = patient;
    late = Duration.ZERO;
    refusing(500, "api_error", "x");
    saysTryAgain();
    assertThat(requests).hasValue(4);
  }

  @Test
  void tooManyRequestsAreToBeTriedAgain() {
    refusing(429, "invalid_request_error", "rate_limit");
    saysTryAgain();
  }

  @Test
  void nobodyThereIsToBeTriedAgain() {
    stripe = stripe(1, "10s");
    saysTryAgain();
  }

  @Test
  void aDeadServiceIsNotAskedForAWhileAndThenByOne() {
    refusing(503, "api_error", "x");
    for (int i = 0; i < 5; i++) {
      ask();
    }
    assertThat(requests).hasValue(5);
    saysTryAgain();
    assertThat(requests).as("the circuit is open").hasValue(5);
    hands.now = hands.now.plusSeconds(31);
    saysTryAgain();
    assertThat(requests).as("one was let through, and failed").hasValue(6);
    hands.now = hands.now.plusSeconds(31);
    status = 200;
    body = "{\"id\":\"cus_1\",\"object\":\"customer\"}";
    assertThat(ask()).isNull();
    assertThat(ask()).as("the circuit is closed").isNull();
  }

  @Test
  void aRefusalIsNoFailureOfTheService() {
    refusing(400, "invalid_request_error", "resource_missing");
    for (int i = 0; i < 8; i++) {
      Problem problem = (Problem) ask();
      assertThat(problem.status()).isEqualTo(502);
      assertThat(problem.code()).isEqualTo("stripe_refused");
      assertThat(problem.members()).containsEntry("stripe_code", "resource_missing");
    }
    assertThat(requests).hasValue(8);
    refusing(401, "invalid_request_error", "api_key_invalid");
    assertThat(((Problem) ask()).code()).isEqualTo("stripe_refused");
    refusing(400, "idempotency_error", "idempotency_key_in_use");
    assertThat(((Problem) ask()).code()).isEqualTo("idempotency_key_reused");
    refusing(402, "card_error", "card_declined");
    assertThat(ask())
        .isInstanceOfSatisfying(
            StripeApi.Declined.class,
            declined -> assertThat(declined.reason()).isEqualTo("card_declined"));
  }

  @Test
  void withoutAKeyNothingIsAsked() {
    Throwable thrown = catchThrowable(() -> stripe.call(Mode.LIVE, client -> "asked"));
    assertThat(((Problem) thrown).code()).isEqualTo("stripe_not_configured");
    assertThat(((Problem) thrown).status()).isEqualTo(503);
  }

  /** A clock that is set by hand. */
  private static final class Hands extends Clock {
    private Instant now = Instant.parse("2026-11-21T00:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
