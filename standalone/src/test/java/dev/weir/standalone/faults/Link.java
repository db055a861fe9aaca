package dev.weir.standalone.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP connection's middle, which can be cut, at any moment or right after a COMMIT has gone, and
 * which can lose whatever the server answers.
 */
final class Link implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final ServerSocket near;
  private final int far;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;
  private volatile boolean loseAnswerToCommit;
  private volatile boolean loseAnswers;

  Link(int far) {
    this.far = far;
    try {
      near = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return near.getLocalPort();
  }

  /** Every connection breaks, and new ones break at once. */
  void cut() {
    cut = true;
    sockets.forEach(Link::close);
    sockets.clear();
  }

  void mend() {
    cut = false;
  }

  /** What is asked goes on arriving; no answer comes back. */
  void loseAnswers() {
    loseAnswers = true;
  }

  /** A connection that has lost something is of no use any more. */
  void answerAgain() {
    cut();
    loseAnswers = false;
    mend();
  }

  /**
   * The next COMMIT reaches the server, and its answer does not come back. Connections begin anew:
   * on one that has committed often the driver names the statement and no longer spells it.
   */
  void loseAnswerToCommit() {
    loseAnswerToCommit = true;
    cut();
    mend();
  }

  void awaitLost() {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (loseAnswerToCommit) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Nobody sent a COMMIT");
      }
      Installation.rest(Duration.ofMillis(50));
    }
  }

  private void accept() {
    while (!near.isClosed()) {
      try {
        Socket client = near.accept();
        if (cut) {
          close(client);
          continue;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), far);
        sockets.add(client);
        sockets.add(server);
        Thread.ofVirtual().start(() -> carry(client, server, true));
        Thread.ofVirtual().start(() -> carry(server, client, false));
      } catch (IOException closed) {
        if (near.isClosed()) {
          return;
        }
      }
    }
  }

  private void carry(Socket from, Socket to, boolean towardsServer) {
    byte[] buffer = new byte[16_384];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        boolean commit = towardsServer && loseAnswerToCommit && holdsCommit(buffer, n);
        if (commit) {
          // The client knows nothing any more, while the server gets and does what was asked.
          close(from);
        }
        if (towardsServer || !loseAnswers) {
          out.write(buffer, 0, n);
          out.flush();
        }
        if (commit) {
          Thread.sleep(200);
          loseAnswerToCommit = false;
          return;
        }
      }
    } catch (IOException broken) {
      close(to);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean holdsCommit(byte[] buffer, int length) {
    return new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains("COMMIT");
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    cut();
    try {
      near.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
