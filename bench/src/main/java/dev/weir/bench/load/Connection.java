package dev.weir.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One keep-alive connection with at most one request on it. */
final class Connection {
  private final SocketChannel channel;
  private final SelectionKey key;
  private final ResponseReader reader = new ResponseReader();
  private @Nullable ByteBuffer pending;
  private long dueNanos;
  private boolean asked;

  Connection(InetSocketAddress address, Selector selector) throws IOException {
    channel = SocketChannel.open(address);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  void send(byte[] request, long due) throws IOException {
    dueNanos = due;
    asked = true;
    ByteBuffer bytes = ByteBuffer.wrap(request);
    channel.write(bytes);
    if (bytes.hasRemaining()) {
      pending = bytes;
      key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }
  }

  void flush() throws IOException {
    if (pending != null) {
      channel.write(pending);
      if (!pending.hasRemaining()) {
        pending = null;
        key.interestOps(SelectionKey.OP_READ);
      }
    }
  }

  /** The status of the answer once it is whole, 0 before. */
  int read(ByteBuffer scratch) throws IOException {
    scratch.clear();
    int n = channel.read(scratch);
    if (n < 0) {
      throw new EOFException("the server closed the connection");
    }
    int status = reader.take(scratch.flip());
    asked &= status == 0;
    return status;
  }

  /** Whether a request waits for its answer. */
  boolean asked() {
    return asked;
  }

  long dueNanos() {
    return dueNanos;
  }

  void close() throws IOException {
    channel.close();
  }
}
