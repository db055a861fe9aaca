package dev.weir.edge.http;

import dev.weir.edge.auth.Caller;
import dev.weir.edge.trace.Span;
import dev.weir.edge.trace.Spans;
import dev.weir.edge.trace.TraceContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.web.servlet.HandlerMapping;

/** One span for every request, under its caller's if that sent one; commands stand under ours. */
final class RequestSpans implements Filter {
  static final String CONTEXT = RequestSpans.class.getName();
  static final String HEADER = "traceparent";
  private static final int FAULT = 500;

  private final Spans spans;

  RequestSpans(Spans spans) {
    this.spans = spans;
  }

  @Override
  public void doFilter(ServletRequest anyRequest, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) anyRequest;
    if (!spans.wanted()) {
      chain.doFilter(request, response);
      return;
    }
    Optional<TraceContext> caller =
        Optional.ofNullable(request.getHeader(HEADER)).flatMap(TraceContext::parse);
    TraceContext own = caller.map(TraceContext::child).orElseGet(TraceContext::fresh);
    request.setAttribute(CONTEXT, own);
    long start = System.currentTimeMillis();
    try {
      chain.doFilter(request, response);
    } finally {
      Span.What what = what(request, ((HttpServletResponse) response).getStatus());
      String parent = caller.map(TraceContext::spanId).orElse(null);
      spans.add(new Span(what, own, parent, start, System.currentTimeMillis()));
    }
  }

  /** Routes, not paths: a path holds ids, and as many names as users would be of no use. */
  private static Span.What what(HttpServletRequest request, int status) {
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("http.request.method", request.getMethod());
    attributes.put("http.response.status_code", Integer.toString(status));
    String name = request.getMethod();
    Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    if (route != null) {
      attributes.put("http.route", route.toString());
      name += " " + route;
    }
    if (request.getAttribute(AccessInterceptor.CALLER) instanceof Caller caller) {
      attributes.put("weir.tenant", caller.tenant().id());
      attributes.put("weir.mode", caller.mode().text());
    }
    if (request.getAttribute(ProblemWriter.CODE) instanceof String code) {
      attributes.put("error.type", code);
    }
    return new Span.What(name, Span.Kind.SERVER, attributes, status >= FAULT);
  }
}
