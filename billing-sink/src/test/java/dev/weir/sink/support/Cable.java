package dev.weir.sink.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A cable between a client and a server that a test can pull, also right after a COMMIT has gone.
 */
public final class Cable implements AutoCloseable {
  private final ServerSocket near;
  private final int far;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean pulled;
  private volatile boolean swallowAnswerToCommit;

  public Cable(int serverPort) {
    try {
      far = serverPort;
      near = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return near.getLocalPort();
  }

  /** Every connection breaks, and new ones break at once. */
  public void pull() {
    pulled = true;
    sockets.forEach(Cable::close);
  }

  public void plugIn() {
    pulled = false;
  }

  /** The next COMMIT reaches the server, and its answer does not come back. */
  public void loseNextCommit() {
    swallowAnswerToCommit = true;
  }

  public boolean lostIt() {
    return !swallowAnswerToCommit;
  }

  private void accept() {
    while (!near.isClosed()) {
      try {
        Socket client = near.accept();
        if (pulled) {
          close(client);
          continue;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), far);
        sockets.add(client);
        sockets.add(server);
        Thread.ofVirtual().start(() -> carry(client, server, true));
        Thread.ofVirtual().start(() -> carry(server, client, false));
      } catch (IOException closed) {
        return;
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
        boolean commit =
            towardsServer
                && swallowAnswerToCommit
                && new String(buffer, 0, n, StandardCharsets.ISO_8859_1).contains("COMMIT");
        if (commit) {
          close(from);
        }
        out.write(buffer, 0, n);
        out.flush();
        if (commit) {
          // The server works on while the client already knows that it knows nothing.
          Thread.sleep(200);
          swallowAnswerToCommit = false;
          return;
        }
      }
    } catch (IOException broken) {
      // Pulled, or one end has gone: the other end goes too.
      close(to);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
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
    try {
      near.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sockets.forEach(Cable::close);
  }
}
