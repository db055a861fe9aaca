package dev.weir.edge.http;

import dev.weir.edge.auth.Authenticator;
import dev.weir.edge.auth.Jwks;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.edge.trace.Collector;
import dev.weir.edge.trace.Spans;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** The way of a request: log line, raw body, controller lookup, access, controller. */
@Configuration(proxyBeanMethods = false)
public class HttpConfiguration {

  @Bean
  ProblemWriter problemWriter(JsonMapper json, MeterRegistry meters) {
    return new ProblemWriter(json, meters);
  }

  @Bean
  ProblemAdvice problemAdvice(ProblemWriter problems) {
    return new ProblemAdvice(problems);
  }

  @Bean
  Errors errors(ProblemWriter problems) {
    return new Errors(problems);
  }

  @Bean
  HealthController healthController(Map<String, HealthIndicator> parts) {
    return new HealthController(parts);
  }

  @Bean
  TomcatRules tomcatRules() {
    return new TomcatRules();
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat(ProblemWriter problems) {
    return factory -> {
      factory.setProtocol(StrictProtocol.class.getName());
      factory.addContextCustomizers(
          context -> context.getParent().getPipeline().addValve(new ProblemReports(problems)));
    };
  }

  @Bean
  Authenticator authenticator(TenantDirectory directory) {
    return new Authenticator(
        directory::tenants, System::currentTimeMillis, new Jwks(System::currentTimeMillis));
  }

  @Bean
  FilterRegistrationBean<RequestLog> requestLog() {
    return first(new RequestLog(), 0);
  }

  /** Off unless OpenTelemetry's own variable names a collector. */
  @Bean
  Spans spans(
      @Value("${OTEL_EXPORTER_OTLP_ENDPOINT:}") String endpoint,
      @Value("${OTEL_SERVICE_NAME:weir}") String service) {
    return endpoint.isBlank() ? Spans.NOWHERE : new Collector(URI.create(endpoint), service);
  }

  @Bean
  FilterRegistrationBean<RequestSpans> requestSpans(Spans spans) {
    return first(new RequestSpans(spans), 5);
  }

  @Bean
  FilterRegistrationBean<RawBodyFilter> rawBodyFilter(ProblemWriter problems) {
    return first(new RawBodyFilter(problems), 10);
  }

  private static <F extends Filter> FilterRegistrationBean<F> first(F filter, int place) {
    FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 100 + place);
    return registration;
  }

  @Bean
  WebMvcConfigurer edgeMvc(
      TenantDirectory directory, Authenticator authenticator, JsonMapper json) {
    Calls calls = new Calls(directory);
    AccessInterceptor access =
        new AccessInterceptor(authenticator, new RateLimits(System::currentTimeMillis), directory);
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(access).order(Ordered.HIGHEST_PRECEDENCE);
      }

      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(calls);
      }

      @Override
      public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.withJsonConverter(new WholeJson(json));
      }

      @Override
      public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
        // Every answer is JSON, whatever a browser says it would rather have; or else a stream.
        negotiation
            .ignoreAcceptHeader(true)
            .defaultContentType(MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM);
      }
    };
  }
}
