package dev.weir.streams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * As much of a schema registry as a unit test needs: gives each schema an id and finds it again.
 */
public final class TestRegistry implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<String> schemas = new ArrayList<>();
  private volatile boolean broken;

  private TestRegistry(HttpServer server) {
    this.server = server;
  }

  public static TestRegistry start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      TestRegistry registry = new TestRegistry(server);
      server.createContext("/", registry::answer);
      server.start();
      return registry;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on nothing is answered but 503. */
  public void breakDown() {
    broken = true;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    ObjectNode answer = JSON.createObjectNode();
    int status = broken ? 503 : 200;
    String path = exchange.getRequestURI().getPath();
    if (broken) {
      answer.put("error_code", 50301);
    } else if (path.startsWith("/schemas/ids/")) {
      int id = Integer.parseInt(path.substring("/schemas/ids/".length()));
      if (id > 0 && id <= schemas.size()) {
        answer.put("schema", schemas.get(id - 1));
      } else {
        status = 404;
        answer.put("error_code", 40403);
      }
    } else {
      JsonNode asked = JSON.readTree(exchange.getRequestBody());
      answer.put("id", id(asked.path("schema").asText()));
    }
    byte[] body = JSON.writeValueAsBytes(answer);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private int id(String schema) {
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    return schemas.indexOf(schema) + 1;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
