package dev.weir.sink.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.json.JsonMapper;

/** As much of a schema registry as a serde needs, for tests that need no broker. */
public final class FakeRegistry implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final List<String> schemas = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  public FakeRegistry() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/subjects", this::register);
    server.createContext("/schemas/ids/", this::schema);
    server.start();
  }

  /** What a serde is configured with. */
  public Map<String, Object> config() {
    return Map.of("schema.registry.url", "http://127.0.0.1:" + server.getAddress().getPort());
  }

  private synchronized void register(HttpExchange exchange) throws IOException {
    String schema =
        JSON.readTree(exchange.getRequestBody().readAllBytes()).get("schema").asString();
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    answer(exchange, Map.of("id", schemas.indexOf(schema) + 1));
  }

  private void schema(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    int id = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
    answer(exchange, Map.of("schema", schemas.get(id - 1)));
  }

  private static void answer(HttpExchange exchange, Map<String, ?> body) throws IOException {
    byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
