package dev.weir.edge.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's protocol with an end to patience: its own timeout begins anew with every byte, so that a
 * client who sends one byte a second could keep its headers coming for hours. And one that does not
 * choose between two lengths of a body: Tomcat drops the one that a proxy may have gone by.
 */
public final class StrictProtocol extends Http11NioProtocol {
  /** Looked at when a byte arrives, which at one a second ends it within ten. */
  private static final long HEADERS_WITHIN_NANOS = Duration.ofSeconds(9).toNanos();

  /** A request that has begun holds a buffer, and must not hold them all. */
  private static final int MOST_INCOMPLETE = 1_000;

  private final AtomicInteger incomplete = new AtomicInteger();

  /** Whose headers this thread has read. */
  private final ThreadLocal<StrictProcessor> reading = new ThreadLocal<>();

  @Override
  protected Processor createProcessor() {
    return new StrictProcessor(this, new GivingUp(getAdapter()));
  }

  /**
   * Asked for with every request, when its headers are complete and nothing is made of them yet.
   */
  @Override
  protected Pattern getRestrictedUserAgentsPattern() {
    reading.get().refuseTwoLengths();
    return super.getRestrictedUserAgentsPattern();
  }

  private final class StrictProcessor extends Http11Processor {
    private static final long NOTHING = 0;

    /** When the headers began that are not complete yet. */
    private long began = NOTHING;

    private @Nullable SocketWrapperBase<?> last;

    StrictProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
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
      reading.set(this);
      try {
        state = super.process(socket, event);
      } finally {
        reading.remove();
        if (state != SocketState.LONG || isAsync()) {
          forget();
        }
      }
      return state == SocketState.LONG && !isAsync() && !patient(now) ? SocketState.CLOSED : state;
    }

    /** A length that comes twice is a bad request. */
    private void refuseTwoLengths() {
      MimeHeaders headers = getRequest().getMimeHeaders();
      MessageBytes length = headers.getValue("content-length");
      if (length != null && headers.getValue("transfer-encoding") != null) {
        headers.addValue("content-length").setString(length.toString());
      }
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
