package dev.weir.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports on loopback. */
public final class Ports {
  /**
   * Above the well-known ones, and below those that systems give to connections that go out: one of
   * those can be taken between our look and the server's start.
   */
  private static final int FIRST = 10_240;

  private static final int PAST = 32_768;
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(FIRST, PAST));

  private Ports() {}

  /** A port nobody listens on at this moment; another one at every call. */
  public static int free() {
    for (int tried = FIRST; tried < PAST; tried++) {
      int port = NEXT.getAndUpdate(now -> now + 1 < PAST ? now + 1 : FIRST);
      if (isFree(port)) {
        return port;
      }
    }
    throw new StartupFailure("No port is free on loopback.");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  /**
   * Refuses a port that somebody else listens on, naming the setting that would move us away from
   * it.
   */
  public static void requireFree(int port, String setting) {
    try (ServerSocket socket = new ServerSocket()) {
      // As the servers themselves do: connections of an earlier run that still time out are no
      // obstacle.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new StartupFailure(
          "Port " + port + " is taken by another program; set " + setting + " to a free one.", e);
    }
  }
}
