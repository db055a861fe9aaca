package dev.weir.ingest.stripe;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests over HTTP, as a client of the example tenants and as Stripe sends them. */
public final class Web {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  public Web(int port) {
    this.port = port;
  }

  /** An answer, its body read as JSON. */
  public record Answer(int status, JsonNode body) {
    public String text(String member) {
      return body.path(member).asString("");
    }
  }

  public Answer signed(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        request(path, body, method)
            .header("x-sheen-signature", hmac("dev-secret-123", body + path));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request);
  }

  public Answer webhook(String path, String body, String signature) {
    return send(request(path, body, "POST").header("Stripe-Signature", signature));
  }

  public Answer webhook(String body) {
    long now = System.currentTimeMillis() / 1000;
    return webhook("/v1/webhooks/stripe", body, "t=" + now + ",v1=" + v1(body, now));
  }

  public static String v1(String body, long seconds) {
    return hmac("whsec_weir_dev", seconds + "." + body);
  }

  private HttpRequest.Builder request(String path, String body, String method) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    return body.isEmpty() ? request : request.header("Content-Type", "application/json");
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), JSON.readTree(response.body()));
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public static String hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
