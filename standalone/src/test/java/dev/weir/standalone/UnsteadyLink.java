package dev.weir.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A link to a server that breaks now and then: before the request arrives, or after the server has
 * acted and before its answer is back. The two look the same to a client, which is the point.
 */
final class UnsteadyLink implements AutoCloseable {
  private final ServerSocket listening;
  private final URI server;
  private final Random random;
  private final AtomicInteger cuts = new AtomicInteger();
  private volatile boolean steady;

  UnsteadyLink(URI server, long seed) {
    this.server = server;
    this.random = new Random(seed);
    try {
      this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
    Thread.ofVirtual().start(this::accept);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  int cuts() {
    return cuts.get();
  }

  /** From now on nothing breaks. */
  void steady() {
    steady = true;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Socket far = new Socket(server.getHost(), server.getPort());
        Thread.ofVirtual().start(() -> pump(client, far));
        Thread.ofVirtual().start(() -> pump(far, client));
      } catch (IOException closedOrRefused) {
        cuts.incrementAndGet();
      }
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0 && !breaksNow(); read = in.read(buffer)) {
        out.write(buffer, 0, read);
        out.flush();
      }
    } catch (IOException cut) {
      cuts.incrementAndGet();
    }
  }

  private synchronized boolean breaksNow() {
    boolean breaks = !steady && random.nextInt(8) == 0;
    if (breaks) {
      cuts.incrementAndGet();
    }
    return breaks;
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
