package dev.weir.bench.system;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers that are about to start. */
public final class Ports {
  /**
   * Not of those that systems give to connections that go out: one of them can be taken before the
   * server is there.
   */
  private static final int FIRST = 10_240;

  private static final int PAST = 32_768;

  private Ports() {}

  /** A port nobody listens on at this moment. */
  public static int free() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, PAST);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // the next
      }
    }
  }
}
