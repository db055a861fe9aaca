package dev.weir.edge.http;

import dev.weir.edge.auth.Caller;
import dev.weir.edge.auth.RawRequest;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.edge.trace.TraceContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/** Hands a controller method the {@link Call} that was admitted. */
final class Calls implements HandlerMethodArgumentResolver {
  private final TenantDirectory directory;

  Calls(TenantDirectory directory) {
    this.directory = directory;
  }

  Call of(RawRequest raw, @Nullable Caller caller, HttpServletRequest request) {
    Map<String, String> variables = new HashMap<>();
    if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
        instanceof Map<?, ?> found) {
      found.forEach((name, value) -> variables.put(name.toString(), value.toString()));
    }
    TraceContext trace = (TraceContext) request.getAttribute(RequestSpans.CONTEXT);
    Call.Place place = new Call.Place(variables, RequestId.of(request), trace);
    return new Call(raw, caller, place, directory);
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Call.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer view,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    return Optional.ofNullable(
            request.getAttribute(AccessInterceptor.CALL, RequestAttributes.SCOPE_REQUEST))
        .orElseThrow(() -> new IllegalStateException("The request was not admitted"));
  }
}
