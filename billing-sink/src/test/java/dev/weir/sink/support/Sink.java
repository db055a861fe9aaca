package dev.weir.sink.support;

import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.edge.tenants.TenantDocument;
import dev.weir.sink.SinkApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running read side, and a client that signs. */
public final class Sink implements AutoCloseable {
  private static final String SECRET = "dev-secret-123";
  private static final String SHEEN =
      """
      {"tenant": "sheen", "unit": "seconds", "openOnFirstTouch": true,
       "opening": {"welcome": "3000"}, "hmac": ["dev-secret-123"]}\
      """;
  private static final String SPARKED =
      """
      {"tenant": "sparked", "unit": "credits", "hmac": ["sparked-secret-456"]}\
      """;

  private final ConfigurableApplicationContext context;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();

  /** An answer and its body, read. */
  public record Answer(int status, Map<String, String> headers, String text, JsonNode body) {}

  public Sink(Map<String, String> own, int port) {
    this.port = port;
    SpringApplication application = new SpringApplication(SinkApplication.class);
    Map<String, Object> settings = new HashMap<>(own);
    settings.put("server.port", port);
    settings.put("server.address", "127.0.0.1");
    settings.put("management.server.port", "0");
    settings.put("weir.sink.advertised", "127.0.0.1:" + port);
    settings.put("weir.sink.memory", "16MB");
    settings.put("spring.main.banner-mode", "off");
    settings.put("logging.structured.format.console", "");
    context =
        application.run(
            settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new));
    TenantDirectory tenants = context.getBean(TenantDirectory.class);
    tenants.put(TenantDocument.parse(SHEEN));
    tenants.put(TenantDocument.parse(SPARKED));
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public Answer get(String path) {
    return get(path, Map.of());
  }

  /** Signed for tenant sheen. */
  public Answer get(String path, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("x-sheen-signature", hmac(SECRET, path.replaceFirst("\\?.*", "")));
    return raw(path, all);
  }

  public Answer getOfSparked(String path) {
    return raw(path, Map.of("x-sheen-signature", hmac("sparked-secret-456", path)));
  }

  public Answer raw(String path, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    headers.forEach(request::header);
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      Map<String, String> got = new HashMap<>();
      answer.headers().map().forEach((name, values) -> got.put(name, values.getFirst()));
      String text = answer.body().isBlank() ? "null" : answer.body();
      return new Answer(answer.statusCode(), got, text, JsonMapper.shared().readTree(text));
    } catch (IOException e) {
      throw new IllegalStateException(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String hmac(String secret, String signed) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
    http.close();
  }
}
