package dev.weir.standalone.legacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.edge.tenants.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends lines to a running Weir, signed with the tenant's secret. */
class ImportClient {
  private static final String PATH = "/v1/accounts/import";

  private final String url;
  private final Secret secret;
  private final String mode;
  private final HttpClient http = HttpClient.newHttpClient();

  ImportClient(String url, String secret, String mode) {
    this.url = url;
    this.secret = Secret.of(secret);
    this.mode = mode;
  }

  /** What became of one line. */
  record Result(String user, String status, String detail) {}

  List<Result> send(List<String> lines) throws IOException {
    byte[] body = String.join("\n", lines).getBytes(UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + PATH))
            .timeout(Duration.ofMinutes(2))
            .header("Content-Type", "application/x-ndjson")
            .header("X-Env", mode)
            .header("Weir-Signature", signature(body))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString(UTF_8));
      if (answer.statusCode() != 200) {
        throw new IOException("the import was answered " + answer.statusCode());
      }
      return results(answer.body(), lines.size());
    } catch (ConnectException away) {
      throw new IOException("Weir does not answer at " + url, away);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("the import was interrupted", stopped);
    }
  }

  private static List<Result> results(String body, int expected) throws IOException {
    List<Result> results = new ArrayList<>();
    try {
      for (JsonNode one : JsonMapper.shared().readTree(body).path("results")) {
        results.add(
            new Result(
                one.path("userId").asString(),
                one.path("status").asString(),
                one.path("detail").asString()));
      }
    } catch (JacksonException notJson) {
      throw new IOException("the import's answer is not JSON", notJson);
    }
    if (results.size() != expected) {
      throw new IOException("the import's answer does not tell of every line");
    }
    return results;
  }

  private String signature(byte[] body) {
    long seconds = System.currentTimeMillis() / 1000;
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      String text = seconds + ".POST." + PATH + "." + HexFormat.of().formatHex(digest);
      String signed = HexFormat.of().formatHex(secret.sign(text.getBytes(UTF_8)));
      return "t=" + seconds + ",v2=" + signed;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java runtime", e);
    }
  }
}
