package dev.weir.sink.hop;

import dev.weir.sink.view.Hop;
import dev.weir.sink.view.ViewMoving;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The near end of a hop. */
public final class HopClient implements Hop, AutoCloseable {
  public static final String VIEW = "/internal/view";
  public static final String RECONCILE = "/internal/reconcile";

  private static final Duration CONNECT = Duration.ofMillis(500);
  private static final Duration QUICK = Duration.ofSeconds(2);
  private static final Duration SLOW = Duration.ofMinutes(10);

  private final HopSignature signature;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  public HopClient(HopSignature signature) {
    this.signature = signature;
  }

  @Override
  public byte @Nullable [] ask(String host, int port, String account) {
    String path = VIEW + "?account=" + URLEncoder.encode(account, StandardCharsets.UTF_8);
    HttpResponse<byte[]> answer = get(host, port, path, QUICK);
    return switch (answer.statusCode()) {
      case 200 -> answer.body();
      case 204 -> null;
      default -> throw new ViewMoving("the owning instance answered " + answer.statusCode());
    };
  }

  /** Another instance's own part of a reconciliation, as JSON. */
  public byte[] reconcile(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    int port = Integer.parseInt(hostAndPort.substring(colon + 1));
    HttpResponse<byte[]> answer = get(hostAndPort.substring(0, colon), port, RECONCILE, SLOW);
    if (answer.statusCode() != 200) {
      throw new ViewMoving("an instance answered " + answer.statusCode() + " when reconciling");
    }
    return answer.body();
  }

  private HttpResponse<byte[]> get(String host, int port, String path, Duration timeout) {
    if (!signature.possible()) {
      throw new ViewMoving("the account lives on another instance, and no hop secret is set");
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + path))
            .timeout(timeout)
            .header(HopSignature.HEADER, signature.sign(path))
            .build();
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException unreachable) {
      throw new ViewMoving("the owning instance does not answer", unreachable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ViewMoving("the hop was interrupted", interrupted);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
