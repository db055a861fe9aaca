package dev.weir.standalone;

import dev.weir.platform.StartupFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a newcomer reads once everything is up: a file, which {@code ./weir} waits for and shows.
 */
final class Welcome {
  private static final String SECRET = "dev-secret-123";
  private static final String WITHOUT_TENANTS =
      "Production has no example tenants: ./weir apply <file> writes your own"
          + " (docs/tenants.md).\n\n";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private Welcome() {}

  private static Path file(StandaloneSettings settings) {
    return settings.data().resolve("welcome.txt");
  }

  /** Whoever waits for the file must not find the one of the run before. */
  static void clear(StandaloneSettings settings) {
    try {
      Files.deleteIfExists(file(settings));
    } catch (IOException e) {
      throw new StartupFailure("The data folder " + settings.data() + " cannot be written.", e);
    }
  }

  /** Waits for {@code GET /health} to answer 200, then says where everything is. */
  static void whenHealthy(StandaloneSettings settings) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      Readiness.of(PATIENCE, () -> missing(client, settings)).await();
      Files.writeString(file(settings), text(settings));
    } catch (IOException e) {
      throw new StartupFailure("The data folder " + settings.data() + " cannot be written.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** No answer in time is no reason to give up: a busy machine starts slowly. */
  private static @Nullable String missing(HttpClient client, StandaloneSettings settings) {
    HttpRequest health =
        HttpRequest.newBuilder(URI.create(settings.url() + "/health")).timeout(ANSWER).build();
    try {
      HttpResponse<String> answer = client.send(health, BodyHandlers.ofString());
      return answer.statusCode() == 200 ? null : health.uri() + " says " + answer.body();
    } catch (IOException e) {
      return health.uri() + " does not answer";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  static String text(StandaloneSettings settings) {
    return """

    Weir is ready.

      HTTP         %s
      Kafka        127.0.0.1:%d
      PostgreSQL   postgresql://postgres@127.0.0.1:%d/weir
      Registry     http://127.0.0.1:%d/apis/ccompat/v7
      Data         %s

    %s\
    """
        .formatted(
            settings.url(),
            settings.platform().kafkaPort(),
            settings.platform().postgresPort(),
            settings.platform().registryPort(),
            settings.data(),
            settings.production() ? WITHOUT_TENANTS : development(settings));
  }

  private static String development(StandaloneSettings settings) {
    return """
    Development secrets (a production start refuses them)

      sheen    HMAC secret dev-secret-123 (x-sheen-signature; X-Env: test for test mode)
      sparked  sk_live_sparked_dev  sk_test_sparked_dev  admin sk_live_sparked_admin_dev  cron dev-cron-secret
      dream    sk_live_dream_dev  sk_test_dream_dev
      webhooks Stripe whsec_weir_dev  Clerk whsec_d2Vpci1kZXYtY2xlcmstc2VjcmV0LTAwMDE=

    Try it: grant 600 seconds, charge 45, read the balance

    %s
    %s
    %s
    """
        .formatted(
            post(
                settings,
                "/v1/grants",
                "first-grant",
                "{\"user\":\"ann\",\"source\":\"package\",\"amount\":600}"),
            post(settings, "/v1/charges", "first-charge", "{\"user\":\"ann\",\"amount\":45}"),
            "curl -H 'x-sheen-signature: "
                + signature("/v1/accounts/ann/balance")
                + "' "
                + settings.url()
                + "/v1/accounts/ann/balance\n");
  }

  private static String post(StandaloneSettings settings, String path, String id, String body) {
    return """
    curl -H 'x-sheen-signature: %s' \\
      -H 'Content-Type: application/json' -H 'Idempotency-Key: %s' \\
      -d '%s' %s%s
    """
        .formatted(signature(body + path), id, body, settings.url(), path);
  }

  /** Scheme v1 of the AI-time API: the HMAC of the raw body followed by the path. */
  static String signature(String signed) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256.", e);
    }
  }
}
