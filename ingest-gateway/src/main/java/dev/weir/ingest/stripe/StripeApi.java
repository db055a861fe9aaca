package dev.weir.ingest.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import dev.weir.accounting.Mode;
import dev.weir.edge.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stripe's API with timeouts, retries and a circuit. Whatever goes wrong comes out as a problem
 * that says what the caller can do: never as our own fault.
 */
public final class StripeApi {
  private static final Logger LOG = LoggerFactory.getLogger(StripeApi.class);
  private static final int FAILURES_TO_OPEN = 5;
  private static final Duration OPEN = Duration.ofSeconds(30);
  private static final int SERVER_ERROR = 500;

  private final Map<Mode, StripeClient> clients = new EnumMap<>(Mode.class);
  private final Circuit circuit;

  public StripeApi(StripeSettings settings, Clock clock) {
    this.circuit = new Circuit(FAILURES_TO_OPEN, OPEN, clock);
    for (Mode mode : Mode.values()) {
      settings.key(mode).ifPresent(key -> clients.put(mode, client(settings, key)));
    }
  }

  private static StripeClient client(StripeSettings settings, String key) {
    return StripeClient.builder()
        .setApiKey(key)
        .setApiBase(settings.url().toString().replaceAll("/+$", ""))
        .setConnectTimeout((int) settings.connectTimeout().toMillis())
        .setReadTimeout((int) settings.readTimeout().toMillis())
        .setMaxNetworkRetries(settings.retries())
        .build();
  }

  /** One conversation with Stripe. */
  public interface Request<T> {
    T ask(StripeClient client) throws StripeException;
  }

  public boolean configured(Mode mode) {
    return clients.containsKey(mode);
  }

  /** What Stripe answers; a {@link Declined} when it is the card that refuses, else a problem. */
  public <T> T call(Mode mode, Request<T> request) {
    StripeClient client = clients.get(mode);
    if (client == null) {
      throw notConfigured(mode);
    }
    if (!circuit.admits()) {
      throw unavailable();
    }
    try {
      T answer = request.ask(client);
      circuit.succeeded();
      return answer;
    } catch (StripeException e) {
      throw refused(e);
    }
  }

  public Problem notConfigured(Mode mode) {
    return Problem.of(
        503, "stripe_not_configured", "There is no Stripe key for " + mode.text() + " mode.");
  }

  private RuntimeException refused(StripeException e) {
    if (e instanceof ApiConnectionException
        || e instanceof RateLimitException
        || status(e) >= SERVER_ERROR) {
      circuit.failed();
      LOG.warn("Stripe does not answer: {} {}", e.getClass().getSimpleName(), e.getStatusCode());
      return unavailable();
    }
    circuit.succeeded();
    if (e instanceof CardException) {
      return new Declined(e.getCode() == null ? "card_declined" : e.getCode());
    }
    if (e instanceof IdempotencyException) {
      return Problem.of(
          422, "idempotency_key_reused", "This Idempotency-Key was used for another purchase.");
    }
    LOG.error(
        "Stripe refuses: {} {}, request {}", e.getStatusCode(), e.getCode(), e.getRequestId());
    String code = e.getCode() == null ? String.valueOf(status(e)) : e.getCode();
    return Problem.of(502, "stripe_refused", "Stripe refuses the request: " + code + ".")
        .with("stripe_code", code);
  }

  private static int status(StripeException e) {
    return e.getStatusCode() == null ? 0 : e.getStatusCode();
  }

  private static Problem unavailable() {
    return Problem.unavailable(
        "stripe_unavailable",
        "Stripe does not answer at the moment; the same request may be sent again.",
        (int) OPEN.toSeconds());
  }

  /** A card that was asked and refused. */
  public static final class Declined extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String reason;

    public Declined(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }

    public String reason() {
      return reason;
    }
  }
}
