package dev.weir.edge.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's protocol with an end to patience: its own timeout begins anew with every byte, so that a
 * client who sends one byte a second could keep its headers coming for hours.
 */
public final class DeadlineProtocol extends Http11NioProtocol {
  /** Looked at when a byte arrives, which at one a second ends it within ten. */
  private static final long HEADERS_WITHIN_NANOS = Duration.ofSeconds(9).toNanos();

  /** A request that has begun holds a buffer, and must not hold them all. */
  private static final int MOST_INCOMPLETE = 1_000;

  private final AtomicInteger incomplete = new AtomicInteger();

  @Override
  protected Processor createProcessor() {
    return new DeadlineProcessor(this, new GivingUp(getAdapter()));
  }

  private final class DeadlineProcessor extends Http11Processor {
    private static final long NOTHING = 0;

    /** When the headers began that are not complete yet. */
    private long began = NOTHING;

    private @Nullable SocketWrapperBase<?> last;

    DeadlineProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
      super(protocol, adapter);
    }

    /**
     * Called for everything that happens on the connection. LONG says that a request is not
     * complete, or that its answer is a stream. Processors are used again for other connections,
     * which must not inherit anything.
     */
    @Override
    public SocketState process(SocketWrapperBase<?> socket, SocketEvent event) throws IOException {
      long now = System.nanoTime();
      if (socket != last) {
        forget();
        last = socket;
      }
      if (began != NOTHING && now - began > HEADERS_WITHIN_NANOS) {
        forget();
        return SocketState.CLOSED;
      }
      SocketState state = SocketState.CLOSED;
      try {
        state = super.process(socket, event);
      } finally {
        if (state != SocketState.LONG || isAsync()) {
          forget();
        }
      }
      return state == SocketState.LONG && !isAsync() && !patient(now) ? SocketState.CLOSED : state;
    }

    private boolean patient(long now) {
      if (began != NOTHING) {
        return true;
      }
      if (incomplete.incrementAndGet() > MOST_INCOMPLETE) {
        incomplete.decrementAndGet();
        return false;
      }
      began = now;
      return true;
    }

    private void forget() {
      if (began != NOTHING) {
        began = NOTHING;
        incomplete.decrementAndGet();
      }
    }
  }
}
