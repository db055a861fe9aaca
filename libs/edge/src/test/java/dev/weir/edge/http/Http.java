package dev.weir.edge.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Requests over a bare socket, so that they can be as wrong as they please. */
final class Http {
  private final int port;

  Http(int port) {
    this.port = port;
  }

  record Answer(int status, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  Answer send(String method, String target, List<String> headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    List<String> all = new ArrayList<>(headers);
    all.add("Host: localhost");
    if (bytes.length > 0 || method.equals("POST")) {
      all.add("Content-Length: " + bytes.length);
    }
    return raw(method + " " + target + " HTTP/1.1", all, bytes);
  }

  Answer raw(String requestLine, List<String> headers, byte[] body) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(15_000);
      OutputStream out = socket.getOutputStream();
      StringBuilder head = new StringBuilder(requestLine).append("\r\n");
      headers.forEach(header -> head.append(header).append("\r\n"));
      head.append("Connection: close\r\n\r\n");
      out.write(head.toString().getBytes(StandardCharsets.UTF_8));
      out.write(body);
      out.flush();
      return read(socket.getInputStream());
    } catch (IOException e) {
      throw new AssertionError(requestLine, e);
    }
  }

  /** Sends half a request and then a byte every half second; the seconds until it is cut off. */
  long trickle(String start) {
    long began = System.nanoTime();
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(500);
      OutputStream out = socket.getOutputStream();
      out.write(start.getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 60; i++) {
        out.write('x');
        out.flush();
        if (closed(socket)) {
          break;
        }
      }
    } catch (IOException reset) {
      // Being cut off is what is waited for.
      return Duration.ofNanos(System.nanoTime() - began).toSeconds();
    }
    return Duration.ofNanos(System.nanoTime() - began).toSeconds();
  }

  private static boolean closed(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException stillOpen) {
      return false;
    }
  }

  private static Answer read(InputStream in) throws IOException {
    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    String[] lines = text.substring(0, Math.max(0, end)).split("\r\n");
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
    }
    String body = text.substring(end + 4);
    if (headers.getOrDefault("Transfer-Encoding", "").toLowerCase(Locale.ROOT).equals("chunked")) {
      int first = body.indexOf("\r\n");
      body = body.substring(first + 2, body.lastIndexOf("\r\n0\r\n"));
    }
    return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, body);
  }

  static String hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String signed(String body, String path) {
    return "x-sheen-signature: " + hmac("dev-secret-123", body + path);
  }
}
