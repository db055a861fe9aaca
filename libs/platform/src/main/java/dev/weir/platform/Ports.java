package dev.weir.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Ports on loopback. */
public final class Ports {
  /**
   * Above the well-known ones, and below those that systems give to connections that go out: one of
   * those can be taken between our look and the server's start.
   */
  private static final int FIRST = 10_240;

  private static final int PAST = 32_768;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(50);
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
   * Refuses a port that somebody else goes on listening on, naming the setting that would move us
   * away from it. Whoever is just about to end is waited for.
   */
  public static void requireFree(int port, String setting) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    IOException taken = bind(port);
    while (taken != null && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE.toNanos());
      taken = bind(port);
    }
    if (taken != null) {
      throw new StartupFailure(
          "Port " + port + " is taken by another program; set " + setting + " to a free one.",
          taken);
    }
  }

  private static @Nullable IOException bind(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As the servers themselves do: connections of an earlier run that still time out are no
      // obstacle.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return null;
    } catch (IOException taken) {
      return taken;
    }
  }
}
