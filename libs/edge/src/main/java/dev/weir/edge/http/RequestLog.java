package dev.weir.edge.http;

import dev.weir.edge.auth.Caller;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line per request: what was asked, by whom, how it ended and how long it took. Never a header,
 * a query or a body, because signatures, tokens and keys stand in those.
 */
final class RequestLog implements Filter {
  private static final Logger LOG = LoggerFactory.getLogger("weir.requests");
  private static final int MAX_PATH = 200;

  @Override
  public void doFilter(ServletRequest anyRequest, ServletResponse anyResponse, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) anyRequest;
    HttpServletResponse response = (HttpServletResponse) anyResponse;
    long start = System.nanoTime();
    response.setHeader(RequestId.HEADER, RequestId.of(request));
    try {
      chain.doFilter(request, response);
    } finally {
      if (LOG.isInfoEnabled()) {
        log(request, response, System.nanoTime() - start);
      }
    }
  }

  private static void log(HttpServletRequest request, HttpServletResponse response, long nanos) {
    LoggingEventBuilder line =
        LOG.atInfo()
            .addKeyValue("method", request.getMethod())
            .addKeyValue("path", path(request.getRequestURI()))
            .addKeyValue("status", response.getStatus())
            .addKeyValue("ms", TimeUnit.NANOSECONDS.toMillis(nanos))
            .addKeyValue("request_id", RequestId.of(request));
    if (request.getAttribute(AccessInterceptor.CALLER) instanceof Caller caller) {
      line =
          line.addKeyValue("tenant", caller.tenant().id())
              .addKeyValue("mode", caller.mode().text());
    }
    if (request.getAttribute(ProblemWriter.CODE) instanceof String code) {
      line = line.addKeyValue("code", code);
    }
    line.log("request");
  }

  private static String path(String path) {
    return path.length() <= MAX_PATH ? path : path.substring(0, MAX_PATH) + "…";
  }
}
