package dev.weir.edge.http;

import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Authenticator;
import dev.weir.edge.auth.Caller;
import dev.weir.edge.auth.RawRequest;
import dev.weir.edge.auth.Right;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.TenantDirectory;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets a request through to its controller: who may call, then what a body may be, then how often.
 */
final class AccessInterceptor implements HandlerInterceptor {
  static final String CALLER = Caller.class.getName();
  static final String CALL = Call.class.getName();

  private final Authenticator authenticator;
  private final RateLimits limits;
  private final TenantDirectory directory;
  private final Calls calls;

  AccessInterceptor(Authenticator authenticator, RateLimits limits, TenantDirectory directory) {
    this.authenticator = authenticator;
    this.limits = limits;
    this.directory = directory;
    this.calls = new Calls(directory);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getDispatcherType() != DispatcherType.REQUEST
        || !(handler instanceof HandlerMethod method)) {
      return true;
    }
    Access access = method.getMethodAnnotation(Access.class);
    if (access == null && request.getMethod().equals("OPTIONS")) {
      // Spring's own answer, which says in Allow what there is and does nothing.
      return true;
    }
    if (access == null) {
      throw Problem.notFound("not_found", "There is nothing here.");
    }
    if (access.value() != Right.PUBLIC && !directory.complete()) {
      throw Problem.unavailable("starting", "The tenants are not all read yet. Try again.", 1);
    }
    RawRequest raw = (RawRequest) request.getAttribute(RawBodyFilter.ATTRIBUTE);
    Optional<Caller> caller = authenticator.admit(raw, access.value());
    caller.ifPresent(known -> request.setAttribute(CALLER, known));
    requireType(raw, access.types());
    Call call = calls.of(raw, caller.orElse(null), request);
    request.setAttribute(CALL, call);
    if (caller.isPresent() && access.value() != Right.PUBLIC) {
      limits.count(caller.get(), call, response);
    }
    return true;
  }

  private static void requireType(RawRequest raw, String[] types) {
    if (raw.body().length == 0) {
      return;
    }
    boolean untyped = Paths.retriesUntyped(raw);
    MediaType sent =
        raw.header("Content-Type")
            .map(AccessInterceptor::parsed)
            .orElse(untyped ? MediaType.TEXT_PLAIN : null);
    boolean known =
        sent != null
            && ((untyped && sent.equalsTypeAndSubtype(MediaType.TEXT_PLAIN))
                || Arrays.stream(types)
                    .anyMatch(type -> MediaType.valueOf(type).equalsTypeAndSubtype(sent)))
            && (sent.getCharset() == null || sent.getCharset().equals(StandardCharsets.UTF_8));
    if (!known) {
      throw Problem.of(
          415, "content_type_unsupported", "Send " + String.join(" or ", types) + " in UTF-8.");
    }
  }

  private static MediaType parsed(String contentType) {
    try {
      return MediaType.parseMediaType(contentType);
    } catch (InvalidMediaTypeException e) {
      throw Problem.of(415, "content_type_unsupported", "The Content-Type is not understood.");
    }
  }
}
