package dev.weir.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request until it has an answer; bytes and idempotency key are the same in every
 * attempt.
 */
final class Transport {
  private static final byte[] NOTHING = {};

  private final String base;
  private final Credentials credentials;
  private final Retries retries;
  private final HttpClient http;

  Transport(URI base, Credentials credentials, Retries retries, HttpClient http) {
    this.base = base.toString().replaceAll("/+$", "");
    this.credentials = credentials;
    this.retries = retries;
    this.http = http;
  }

  Answer get(String path) {
    return repeated("GET", path, null, NOTHING);
  }

  Answer post(String path, String idempotencyKey, Map<String, ?> body) {
    return repeated("POST", path, idempotencyKey, Json.write(body).getBytes(UTF_8));
  }

  /** One attempt, for a caller that has its own way of trying again. */
  Answer postOnce(String path, byte[] body) throws IOException {
    return attempt("POST", path, null, body);
  }

  private Answer repeated(String method, String path, @Nullable String key, byte[] body) {
    for (int attempt = 1; ; attempt++) {
      boolean last = attempt >= retries.attempts();
      Optional<Duration> delay;
      try {
        Answer answer = attempt(method, path, key, body);
        delay = last ? Optional.empty() : retries.delayAfter(answer, attempt);
        if (delay.isEmpty()) {
          return answer;
        }
      } catch (IOException unreachable) {
        if (last) {
          throw new WeirException(
              0, "unreachable", "no answer to " + method + " " + path, unreachable);
        }
        delay = Optional.of(retries.backoff(attempt));
      }
      sleep(delay.get());
    }
  }

  private Answer attempt(String method, String path, @Nullable String key, byte[] body)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(retries.timeout());
    credentials.headers(method, path, body).forEach(request::header);
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    if (method.equals("POST")) {
      request.header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(body));
    }
    try {
      return answer(http.send(request.build(), BodyHandlers.ofString(UTF_8)));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new WeirException(
          0, "interrupted", "interrupted while waiting for " + method + " " + path, stopped);
    }
  }

  private static Answer answer(HttpResponse<String> response) {
    return new Answer(
        response.statusCode(),
        response.headers().firstValue("Retry-After"),
        members(response.body()));
  }

  /**
   * A proxy on the way may answer with a page of its own; its status still counts, its text does
   * not.
   */
  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> members(String body) {
    if (!body.startsWith("{")) {
      return new LinkedHashMap<>();
    }
    try {
      return JsonReader.read(body) instanceof Map<?, ?> members
          ? (Map<String, @Nullable Object>) members
          : new LinkedHashMap<>();
    } catch (IllegalArgumentException malformed) {
      return new LinkedHashMap<>();
    }
  }

  private static void sleep(Duration delay) {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new WeirException(0, "interrupted", "interrupted between two attempts", stopped);
    }
  }
}
