package dev.weir.ingest.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signed requests to tenant sheen. */
public final class Client {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  public Client(int port) {
    this.port = port;
  }

  /** An answer, its body read as JSON. */
  public record Answer(int status, JsonNode body, HttpResponse<String> response) {
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public String text(String member) {
      return body.path(member).asString("");
    }
  }

  public static String key() {
    return UUID.randomUUID().toString();
  }

  public Answer post(String path, String body) {
    return post(path, key(), body);
  }

  public Answer postInTest(String path, String body) {
    return post(path, key(), body, "X-Env", "test");
  }

  public Answer get(String path) {
    return send(
        path,
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("x-sheen-signature", hmac(path)));
  }

  public Answer post(String path, String id, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .header("x-sheen-signature", hmac(body + path))
            .header("Idempotency-Key", id);
    boolean typed = false;
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
      typed |= headers[i].equals("Content-Type");
    }
    if (!typed) {
      request.header("Content-Type", "application/json");
    }
    return send(path, request);
  }

  private Answer send(String path, HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), JSON.readTree(response.body()), response);
    } catch (IOException e) {
      throw new AssertionError(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(path, e);
    }
  }

  private static String hmac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("dev-secret-123".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
