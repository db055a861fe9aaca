package dev.weir.edge.http;

import java.io.IOException;
import java.time.Duration;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's protocol with an end to patience: its own timeout begins anew with every byte, so that a
 * client who sends one byte a second could keep its headers coming for hours.
 */
public final class DeadlineProtocol extends Http11NioProtocol {
  /** Looked at when a byte arrives, which at one a second ends it within ten. */
  private static final long HEADERS_WITHIN_NANOS = Duration.ofSeconds(9).toNanos();

  @Override
  protected Processor createProcessor() {
    return new DeadlineProcessor(this, getAdapter());
  }

  private static final class DeadlineProcessor extends Http11Processor {
    private static final long NOTHING = 0;

    /** When the headers began that are not complete yet. */
    private long began = NOTHING;

    DeadlineProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
      super(protocol, adapter);
    }

    /**
     * Called for everything that happens on the connection. LONG says that a request is not
     * complete, or that its answer is a stream. Processors are used again for other connections, so
     * that every other end forgets.
     */
    @Override
    public SocketState process(SocketWrapperBase<?> socket, SocketEvent event) throws IOException {
      long now = System.nanoTime();
      if (began != NOTHING && now - began > HEADERS_WITHIN_NANOS) {
        began = NOTHING;
        return SocketState.CLOSED;
      }
      SocketState state = SocketState.CLOSED;
      try {
        state = super.process(socket, event);
      } finally {
        boolean incomplete = state == SocketState.LONG && !isAsync();
        began = incomplete ? (began == NOTHING ? now : began) : NOTHING;
      }
      return state;
    }
  }
}
