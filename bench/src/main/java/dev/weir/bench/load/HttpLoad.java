package dev.weir.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.HdrHistogram.Histogram;

/**
 * Drives one server from one thread, either as fast as its connections allow or at a constant rate.
 */
public final class HttpLoad {
  private final InetSocketAddress address;
  private final int connections;
  private final LongFunction<byte[]> requests;

  /** {@code requests} makes the whole bytes of the n-th request. */
  public HttpLoad(int port, int connections, LongFunction<byte[]> requests) {
    this.address = new InetSocketAddress("127.0.0.1", port);
    this.connections = connections;
    this.requests = requests;
  }

  /** Every connection sends its next request when its last was answered. */
  public LoadResult saturate(Duration warmUp, Duration time) throws IOException {
    return run(0, warmUp, time);
  }

  /** Requests are due at a constant rate; latency counts from when each was due. */
  public LoadResult atRate(double perSecond, Duration warmUp, Duration time) throws IOException {
    return run((long) (1e9 / perSecond), warmUp, time);
  }

  /** So many requests and no more, as fast as they are answered. */
  public LoadResult send(long count) throws IOException {
    try (Selector selector = Selector.open()) {
      List<Connection> all = connect(selector);
      Run run = new Run(selector, new ArrayDeque<>(all), 0);
      long started = System.nanoTime();
      run.only(count);
      LoadResult result = run.result(System.nanoTime() - started);
      close(selector);
      return result;
    }
  }

  /** As fast as its connections allow for a while, counting every answer that comes of it. */
  public LoadResult burst(Duration time) throws IOException {
    try (Selector selector = Selector.open()) {
      List<Connection> all = connect(selector);
      Run run = new Run(selector, new ArrayDeque<>(all), 0);
      long started = System.nanoTime();
      run.until(started + time.toNanos());
      run.drain(System.nanoTime() + TimeUnit.SECONDS.toNanos(30));
      LoadResult result = run.result(System.nanoTime() - started);
      close(selector);
      return result;
    }
  }

  private List<Connection> connect(Selector selector) throws IOException {
    List<Connection> all = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      all.add(new Connection(address, selector));
    }
    return all;
  }

  private static void close(Selector selector) throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
  }

  private LoadResult run(long gapNanos, Duration warmUp, Duration time) throws IOException {
    try (Selector selector = Selector.open()) {
      List<Connection> all = connect(selector);
      Run run = new Run(selector, new ArrayDeque<>(all), gapNanos);
      run.until(System.nanoTime() + warmUp.toNanos());
      run.startCounting();
      long started = System.nanoTime();
      run.until(started + time.toNanos());
      LoadResult result = run.result(System.nanoTime() - started);
      run.drain(System.nanoTime() + TimeUnit.SECONDS.toNanos(10));
      close(selector);
      return result;
    }
  }

  private final class Run {
    private final Selector selector;
    private final Deque<Connection> idle;
    private final long gapNanos;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(1 << 16);
    private final Histogram latency = new Histogram(TimeUnit.MINUTES.toNanos(2), 3);
    private long nextDue = System.nanoTime();
    private long sent;
    private long ok;
    private long refused;
    private long failed;

    Run(Selector selector, Deque<Connection> idle, long gapNanos) {
      this.selector = selector;
      this.idle = idle;
      this.gapNanos = gapNanos;
    }

    void startCounting() {
      latency.reset();
      ok = refused = failed = 0;
    }

    void until(long end) throws IOException {
      for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
        sendDue(now);
        receive(waitMillis(System.nanoTime()));
      }
    }

    void only(long count) throws IOException {
      while (sent < count) {
        if (!idle.isEmpty()) {
          send(System.nanoTime());
        } else {
          receive(1);
        }
      }
      drain(System.nanoTime() + TimeUnit.SECONDS.toNanos(10));
    }

    void drain(long end) throws IOException {
      while (idle.size() < connections && System.nanoTime() < end) {
        receive(1);
      }
    }

    private void sendDue(long now) throws IOException {
      while (!idle.isEmpty() && (gapNanos == 0 || nextDue <= now)) {
        long due = gapNanos == 0 ? System.nanoTime() : nextDue;
        nextDue += gapNanos;
        send(due);
      }
    }

    private void send(long due) throws IOException {
      Connection connection = idle.pop();
      try {
        connection.send(requests.apply(sent++), due);
      } catch (IOException e) {
        replace(connection);
      }
    }

    /** A server may close a connection; a request that was on it counts as failed. */
    private void replace(Connection broken) throws IOException {
      broken.close();
      if (broken.asked()) {
        failed++;
      } else {
        idle.remove(broken);
      }
      idle.push(new Connection(address, selector));
    }

    /**
     * Zero means: only look. Otherwise a millisecond, which counts as the server's time: to look
     * without end would take a processor from it.
     */
    private long waitMillis(long now) {
      return gapNanos == 0 || idle.isEmpty() || nextDue > now ? 1 : 0;
    }

    private void receive(long waitMillis) throws IOException {
      try {
        if (waitMillis == 0) {
          selector.selectNow(this::onReady);
        } else {
          selector.select(this::onReady, waitMillis);
        }
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }

    private void onReady(SelectionKey key) {
      Connection connection = (Connection) key.attachment();
      try {
        if (key.isWritable()) {
          connection.flush();
        }
        if (key.isReadable()) {
          int status = connection.read(scratch);
          if (status != 0) {
            count(status, connection);
            idle.push(connection);
          }
        }
      } catch (IOException e) {
        replaceInSelect(connection);
      }
    }

    private void replaceInSelect(Connection broken) {
      try {
        replace(broken);
      } catch (IOException e) {
        throw new UncheckedIOException("the server is gone", e);
      }
    }

    private void count(int status, Connection connection) {
      latency.recordValue(Math.max(0, System.nanoTime() - connection.dueNanos()));
      if (status < 300) {
        ok++;
      } else if (status < 500) {
        refused++;
      } else {
        failed++;
      }
    }

    LoadResult result(long nanos) {
      return new LoadResult(latency.copy(), ok, refused, failed, nanos);
    }
  }
}
