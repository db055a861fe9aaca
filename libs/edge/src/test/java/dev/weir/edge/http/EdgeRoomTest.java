package dev.weir.edge.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

class EdgeRoomTest extends EdgeOverSockets {
  private static final int ROOM = 1_000;
  private static final int MORE = 20;
  private static final int AT_ONCE_MS = 7_000;
  private static final String BEGINNING =
      "POST /v1/charges HTTP/1.1\r\nHost: x\r\n" + JSON + "\r\nContent-Length: 1048576\r\n\r\n{";

  @LocalServerPort private int port;

  @Test
  void whoFindsNoRoomForMuchIsToldSoAndNotWaitedFor() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(AT_ONCE_MS);
    try {
      while (sockets.size() < ROOM + MORE) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(BEGINNING.getBytes(US_ASCII));
        sockets.add(socket);
      }
      List<Socket> waiting = new ArrayList<>(sockets);
      while (waiting.size() > ROOM && System.nanoTime() < end) {
        waiting.removeIf(EdgeRoomTest::isGone);
      }
      // Whoever is left has room, and keeps it.
      Thread.sleep(500);
      waiting.removeIf(EdgeRoomTest::isGone);
      assertThat(waiting).hasSizeBetween(ROOM - MORE, ROOM);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  /** Told and closed: an end, or the reset that tells a sender that nobody reads on. */
  private static boolean isGone(Socket socket) {
    try {
      if (socket.getInputStream().available() == 0) {
        return false;
      }
      socket.setSoTimeout(5_000);
      assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII)).contains(" 503 ");
    } catch (SocketException reset) {
      assertThat(reset).hasMessageContaining("reset");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return true;
  }
}
