package dev.weir.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The example tenant {@code sheen}, calling. */
final class Caller {
  private static final String SECRET = "dev-secret-123";
  private static final Duration PATIENCE = Duration.ofSeconds(12);
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private Caller() {}

  /** What came back. */
  record Answer(int status, JsonNode body) {
    boolean good() {
      return status >= 200 && status < 300;
    }
  }

  static Answer post(String url, String path, String id, String body) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("x-sheen-signature", signature(body + path))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", id)
            .POST(BodyPublishers.ofString(body)));
  }

  /** Sends it again, as anybody may by the same id, until the answer says what became of it. */
  static Answer insist(String url, String path, String id, String body) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (true) {
      String unclear;
      try {
        Answer answer = post(url, path, id, body);
        if (answer.status() < 500) {
          return answer;
        }
        unclear = answer.toString();
      } catch (IOException nobodyKnows) {
        unclear = nobodyKnows.toString();
      }
      assertThat(System.nanoTime()).as("%s still says %s", path, unclear).isLessThan(end);
      Installation.rest(Duration.ofMillis(300));
    }
  }

  static Answer get(String url, String path) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("x-sheen-signature", signature(path.replaceFirst("[?].*", ""))));
  }

  /** Signed by nobody, at that time. */
  static Answer stamped(String url, String path, long atMs) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Weir-Signature", "t=" + atMs / 1000 + ",v2=" + "0".repeat(64))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}")));
  }

  /** As the scheduler does that reconciles. */
  static Answer reconcile(String url) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(url + "/api/cron/reconcile"))
            .header("Authorization", "Bearer dev-cron-secret"));
  }

  static Answer anonymous(String url, String method, String path) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.noBody()));
  }

  private static Answer send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> answer =
          HTTP.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
      JsonNode body =
          answer.body().startsWith("{")
              ? JsonMapper.shared().readTree(answer.body())
              : JsonMapper.shared().createObjectNode();
      return new Answer(answer.statusCode(), body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String signature(String signed) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256.", e);
    }
  }
}
