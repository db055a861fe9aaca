package dev.weir.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Charges, holds and balances, each decided before the call returns. Safe for use by many threads.
 */
public final class WeirClient {
  private final Transport transport;

  private WeirClient(Transport transport) {
    this.transport = transport;
  }

  public static WeirClient of(URI weir, Credentials credentials) {
    return of(weir, credentials, Retries.STANDARD);
  }

  public static WeirClient of(URI weir, Credentials credentials, Retries retries) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    return new WeirClient(new Transport(weir, credentials, retries, http));
  }

  /**
   * Charges now.
   *
   * @throws InsufficientBalanceException when the balance does not cover a strict charge
   */
  public Charged charge(Charge charge) {
    return Charged.of(accepted(transport.post("/v1/charges", charge.id(), charge.body())));
  }

  /**
   * Sets an amount aside.
   *
   * @throws InsufficientBalanceException when the balance does not cover it
   */
  public Held hold(PlaceHold hold) {
    String user = String.valueOf(hold.body().get("user"));
    return Held.of(user, accepted(transport.post("/v1/holds", hold.id(), hold.body())));
  }

  /** Takes what was really used, less or more than was held, and ends the hold. */
  public Charged capture(Held hold, BigDecimal amount) {
    return capture(hold, amount, Ids.made());
  }

  /** The same by an id of the caller's: called again with it, it is the same command. */
  public Charged capture(Held hold, BigDecimal amount, String id) {
    Map<String, ?> body = Map.of("user", hold.user(), "amount", amount);
    return Charged.of(accepted(transport.post(path(hold, "/capture"), id, body)));
  }

  /** Gives all of it back and ends the hold. */
  public Charged release(Held hold) {
    return release(hold, Ids.made());
  }

  /** The same by an id of the caller's: called again with it, it is the same command. */
  public Charged release(Held hold, String id) {
    Map<String, ?> body = Map.of("user", hold.user());
    return Charged.of(accepted(transport.post(path(hold, "/release"), id, body)));
  }

  public Balance balance(String user) {
    return Balance.of(accepted(transport.get("/v1/accounts/" + encoded(user) + "/balance")));
  }

  /**
   * Usage events in batches, priced and charged soon after; {@code refused} hears of those that can
   * never be.
   */
  public UsageBuffer usage(UsageBuffer.Limits limits, Consumer<UsageBuffer.Refusal> refused) {
    return new UsageBuffer(transport, limits, refused);
  }

  private static String path(Held hold, String verb) {
    return "/v1/holds/" + encoded(hold.holdId()) + verb;
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, UTF_8).replace("+", "%20");
  }

  static Answer accepted(Answer answer) {
    if (answer.status() >= 200 && answer.status() < 300) {
      return answer;
    }
    Optional<BigDecimal> required = answer.amountIfThere("required");
    Optional<BigDecimal> available = answer.amountIfThere("available");
    if (answer.status() == 402 && required.isPresent() && available.isPresent()) {
      throw new InsufficientBalanceException(required.get(), available.get());
    }
    throw refusal(answer);
  }

  static WeirException refusal(Answer answer) {
    return new WeirException(
        answer.status(),
        answer.textIfThere("code").orElse("http_" + answer.status()),
        answer.textIfThere("detail").orElse("HTTP " + answer.status()));
  }
}
