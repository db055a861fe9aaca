package dev.weir.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * One request to the registry, with its retries. A "no" counts only in Confluent's own form (JSON
 * with an {@code error_code}): a 404 from a proxy, or from a wrong address, is not an answer about
 * a schema.
 */
final class RegistryHttp {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final int TOO_MANY_REQUESTS = 429;

  private final RegistrySettings settings;
  private final HttpClient http;

  RegistryHttp(RegistrySettings settings) {
    this.settings = settings;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout())
            .build();
  }

  JsonNode send(String method, String path, @Nullable Map<String, ?> body) {
    RegistryUnavailableException last = null;
    for (int attempt = 0; attempt <= settings.retries(); attempt++) {
      if (attempt > 0) {
        pause(attempt);
      }
      for (URI url : settings.urls()) {
        try {
          return answer(url, exchange(method, url, path, body));
        } catch (RegistryUnavailableException e) {
          last = e;
        }
      }
    }
    throw last == null ? new RegistryUnavailableException("The registry was not asked.") : last;
  }

  private HttpResponse<String> exchange(
      String method, URI url, String path, @Nullable Map<String, ?> body) {
    try {
      return http.send(request(method, url, path, body), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    } catch (IOException e) {
      throw new RegistryUnavailableException(
          "The schema registry at " + url + " cannot be reached: " + e, e);
    }
  }

  private HttpRequest request(String method, URI url, String path, @Nullable Map<String, ?> body)
      throws JsonProcessingException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(settings.readTimeout())
            .header("Accept", CONTENT_TYPE + ", application/json")
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(JSON.writeValueAsString(body)));
    if (body != null) {
      request.header("Content-Type", CONTENT_TYPE);
    }
    if (settings.authorization() != null) {
      request.header("Authorization", settings.authorization());
    }
    return request.build();
  }

  private static JsonNode answer(URI url, HttpResponse<String> response) {
    int status = response.statusCode();
    JsonNode body = parse(response.body());
    if (status / 100 == 2 && body != null) {
      return body;
    }
    JsonNode code = body == null ? null : body.get("error_code");
    if (body == null || code == null || status / 100 != 4 || status == TOO_MANY_REQUESTS) {
      throw new RegistryUnavailableException(
          "The schema registry at " + url + " answered " + status + " to " + response.uri());
    }
    String message = body.path("message").asText();
    throw new RegistryRefusedException(
        "The schema registry refused " + response.uri() + ": " + message, status, code.asInt());
  }

  private static @Nullable JsonNode parse(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      return json.isMissingNode() ? null : json;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private void pause(int attempt) {
    long longest = settings.retryWait().toMillis() << Math.min(attempt - 1, 6);
    try {
      Thread.sleep(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }
}
