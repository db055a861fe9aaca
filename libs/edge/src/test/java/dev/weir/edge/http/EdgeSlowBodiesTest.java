package dev.weir.edge.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

class EdgeSlowBodiesTest extends EdgeOverSockets {
  private static final int BODY = 1024 * 1024;
  private static final int MORE_THAN_ROOM = 30;
  private static final byte[] ALL_BUT_THE_END =
      ("POST /v1/charges HTTP/1.1\r\nHost: x\r\nContent-Length: " + BODY + "\r\n\r\n")
          .concat("x".repeat(BODY - 1))
          .getBytes(US_ASCII);

  @LocalServerPort private int port;

  @Test
  void b28LargeBodiesThatDoNotEndLeaveRoomForSmallOnes() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try {
      boolean room = true;
      while (room && sockets.size() < MORE_THAN_ROOM) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(socket);
        room = waits(socket);
      }
      assertThat(room).isFalse();
      String body = GOOD + " ".repeat(100);
      assertThat(good(body).status()).isEqualTo(200);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  /** Whoever finds no room is answered, and cut off. */
  private static boolean waits(Socket socket) throws InterruptedException {
    try {
      socket.getOutputStream().write(ALL_BUT_THE_END);
      Thread.sleep(100);
      return socket.getInputStream().available() == 0;
    } catch (IOException reset) {
      return false;
    }
  }
}
