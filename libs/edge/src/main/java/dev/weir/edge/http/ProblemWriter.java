package dev.weir.edge.http;

import dev.weir.edge.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/** Writes a problem as problem+json (RFC 9457), the same wherever it was thrown. */
public final class ProblemWriter {
  static final String CODE = ProblemWriter.class.getName() + ".code";

  private final JsonMapper json;
  private final MeterRegistry meters;

  public ProblemWriter(JsonMapper json, MeterRegistry meters) {
    this.json = json;
    this.meters = meters;
  }

  public void write(HttpServletRequest request, HttpServletResponse response, Problem problem)
      throws IOException {
    request.setAttribute(CODE, problem.code());
    String status = Integer.toString(problem.status());
    meters.counter("weir.refused", "code", problem.code(), "status", status).increment();
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(problem.status());
    response.setHeader(RequestId.HEADER, RequestId.of(request));
    problem.headers().forEach(response::setHeader);
    response.setContentType("application/problem+json");
    byte[] body = json.writeValueAsBytes(members(request, problem));
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static Map<String, Object> members(HttpServletRequest request, Problem problem) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", "urn:weir:problem:" + problem.code());
    members.put("title", title(problem.status()));
    members.put("status", problem.status());
    members.put("detail", problem.detail());
    members.put("code", problem.code());
    String path = path(request);
    members.put("instance", path);
    if (!problem.isRemembered()) {
      members.put("request_id", RequestId.of(request));
    }
    if (!Paths.ours(path)) {
      String error = problem.error();
      members.put("error", error == null ? title(problem.status()) : error);
    }
    members.putAll(problem.members());
    return members;
  }

  /**
   * As it was asked for, also where the container answers by way of its error page; empty where the
   * request line could not be read.
   */
  private static String path(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String asked
        ? asked
        : Objects.requireNonNullElse(request.getRequestURI(), "");
  }

  private static String title(int status) {
    HttpStatus known = HttpStatus.resolve(status);
    return known == null ? "Error" : known.getReasonPhrase();
  }
}
