package dev.weir.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports on loopback. */
public final class Ports {
  private Ports() {}

  /** A port nobody listens on at this moment. */
  public static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StartupFailure("No port is free on loopback.", e);
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
