package dev.weir.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

/**
 * One start and a few requests in a folder that is thrown away, after which the JVM writes down
 * what it has loaded; every later start begins with that. The build runs it once.
 */
final class Rehearsal {
  private static final int ROUNDS = 20;

  private Rehearsal() {}

  public static void main(String[] arguments) throws InterruptedException {
    StandaloneSettings settings = StandaloneSettings.anywhere(Path.of(arguments[0]));
    try (HttpClient client = HttpClient.newHttpClient()) {
      Standalone.run(settings);
      for (int round = 0; round < ROUNDS; round++) {
        send(client, settings, "/v1/charges", "{\"user\":\"ann\",\"amount\":1}", "r" + round);
        send(client, settings, "/v1/accounts/ann/balance", "", "");
      }
      System.exit(0);
    } catch (IOException | RuntimeException failed) {
      // Weir's own threads would keep the process for ever.
      failed.printStackTrace();
      System.exit(1);
    }
  }

  private static void send(
      HttpClient client, StandaloneSettings settings, String path, String body, String id)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(settings.url() + path))
            .header("x-sheen-signature", Welcome.signature(body + path));
    if (!body.isEmpty()) {
      request
          .header("Content-Type", "application/json")
          .header("Idempotency-Key", id)
          .POST(BodyPublishers.ofString(body));
    }
    int status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
    if (status != 200) {
      throw new IOException(path + " answered " + status);
    }
  }
}
