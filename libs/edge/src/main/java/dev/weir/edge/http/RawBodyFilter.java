package dev.weir.edge.http;

import dev.weir.edge.auth.RawRequest;
import dev.weir.edge.problem.Problem;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;

/**
 * Takes the request in as it is: rules first, then the whole body within its limits of size and
 * time. What comes after works on those bytes and can wait for nothing.
 */
final class RawBodyFilter implements Filter {
  static final String ATTRIBUTE = RawBodyFilter.class.getName();
  private static final long DEADLINE_NANOS = Duration.ofSeconds(30).toNanos();
  private static final int CHUNK = 16 * 1024;

  private final ProblemWriter problems;
  private final BodyRoom room = new BodyRoom();

  RawBodyFilter(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  public void doFilter(ServletRequest anyRequest, ServletResponse anyResponse, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) anyRequest;
    HttpServletResponse response = (HttpServletResponse) anyResponse;
    try (BodyRoom.Share share = room.share(request.getContentLengthLong())) {
      try {
        request.setAttribute(ATTRIBUTE, take(request, share));
      } catch (Problem problem) {
        problems.write(request, response, problem);
        return;
      }
      chain.doFilter(request, response);
    }
  }

  private static RawRequest take(HttpServletRequest request, BodyRoom.Share share)
      throws IOException {
    RequestRules.checkPath(request);
    Map<String, String> headers = RequestRules.headers(request);
    RequestRules.checkEncoding(headers);
    byte[] body = body(request, share);
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    if (reads && body.length > 0) {
      throw Problem.malformed("body_not_allowed", "A " + request.getMethod() + " has no body.");
    }
    return new RawRequest(
        request.getMethod(), request.getRequestURI(), request.getQueryString(), headers, body);
  }

  private static byte[] body(HttpServletRequest request, BodyRoom.Share share) {
    long announced = request.getContentLengthLong();
    if (announced > RequestRules.MAX_BODY) {
      throw tooLarge();
    }
    boolean none = announced < 0 && request.getHeader("Transfer-Encoding") == null;
    if (none || announced == 0) {
      return new byte[0];
    }
    try {
      ServletInputStream in = request.getInputStream();
      if (announced < 0 || in.available() < announced) {
        share.beginReceiving();
      }
      return receive(in, announced, share);
    } catch (SocketTimeoutException e) {
      throw tooSlow();
    } catch (IOException e) {
      // The client left, or its chunks and lengths do not add up; there may be nobody to hear this.
      throw Problem.malformed("body_incomplete", "The body ended before its end.")
          .header("Connection", "close");
    } finally {
      share.endReceiving();
    }
  }

  /** Memory is taken for what has come, not for what was announced. */
  private static byte[] receive(ServletInputStream in, long announced, BodyRoom.Share share)
      throws IOException {
    long deadline = System.nanoTime() + DEADLINE_NANOS;
    byte[] chunk = new byte[announced < 0 ? CHUNK : (int) Math.min(CHUNK, announced)];
    ByteArrayOutputStream body = new ByteArrayOutputStream(chunk.length);
    for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      share.take(n);
      body.write(chunk, 0, n);
      if (body.size() > RequestRules.MAX_BODY) {
        throw tooLarge();
      }
      if (System.nanoTime() > deadline) {
        throw tooSlow();
      }
    }
    return body.toByteArray();
  }

  private static Problem tooLarge() {
    return Problem.of(413, "body_too_large", "A body may have at most 1 MiB.");
  }

  private static Problem tooSlow() {
    return Problem.of(408, "body_too_slow", "The body did not arrive in time.")
        .header("Connection", "close");
  }
}
