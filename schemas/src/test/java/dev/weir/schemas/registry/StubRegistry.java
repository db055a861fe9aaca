package dev.weir.schemas.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;

/**
 * A registry of a few lines, which can be told to misbehave. The genuine one is tried in {@link
 * RealRegistryTest}.
 */
public final class StubRegistry implements AutoCloseable {

  /** What it does with one request instead of answering. */
  public record Trouble(int status, String body, Duration delay) {
    public static Trouble status(int status, String body) {
      return new Trouble(status, body, Duration.ZERO);
    }
  }

  private final HttpServer server;
  private final List<String> schemas = new CopyOnWriteArrayList<>();
  private final Deque<Trouble> troubles = new ConcurrentLinkedDeque<>();
  private final AtomicInteger requests = new AtomicInteger();

  public StubRegistry() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public int requests() {
    return requests.get();
  }

  /** The id under which a schema can be read, as if somebody had registered it. */
  public int knows(Schema schema) {
    return id(schema.toString());
  }

  /** The next requests meet these, in this order. */
  public void meets(Trouble... these) {
    troubles.addAll(List.of(these));
  }

  private synchronized int id(String schema) {
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    return schemas.indexOf(schema) + 1;
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    Trouble trouble = troubles.poll();
    if (trouble != null) {
      pause(trouble.delay());
      answer(exchange, trouble.status(), trouble.body());
      return;
    }
    String path = exchange.getRequestURI().getPath();
    if (exchange.getRequestMethod().equals("POST")) {
      String schema = new ObjectMapper().readTree(exchange.getRequestBody()).get("schema").asText();
      answer(exchange, 200, "{\"id\":" + id(schema) + "}");
    } else {
      byId(exchange, Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)));
    }
  }

  private void byId(HttpExchange exchange, int id) throws IOException {
    if (id < 1 || id > schemas.size()) {
      answer(exchange, 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
      return;
    }
    String schema = schemas.get(id - 1);
    answer(exchange, 200, new ObjectMapper().writeValueAsString(Map.of("schema", schema)));
  }

  private static void pause(Duration delay) {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
