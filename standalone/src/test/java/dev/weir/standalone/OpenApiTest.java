package dev.weir.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is served is described, and what is described is served. */
class OpenApiTest {

  @Test
  void describesEveryRouteAndNoOther() throws Exception {
    assertThat(described()).isEqualTo(served());
  }

  private static Set<String> described() throws Exception {
    Set<String> routes = new TreeSet<>();
    try (InputStream in = OpenApiTest.class.getResourceAsStream("/openapi/openapi.json")) {
      JsonNode paths = JsonMapper.shared().readTree(in).get("paths");
      paths
          .properties()
          .forEach(
              path ->
                  path.getValue()
                      .propertyNames()
                      .forEach(method -> routes.add(route(method, path.getKey()))));
    }
    return routes;
  }

  private static Set<String> served() {
    Set<String> routes = new TreeSet<>();
    new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.weir")
            .stream()
            .flatMap(type -> type.getMethods().stream())
            .flatMap(OpenApiTest::routes)
            // Between our own instances, behind a signature of their own.
            .filter(route -> !route.contains("/internal/"))
            .forEach(routes::add);
    return routes;
  }

  private static Stream<String> routes(JavaMethod method) {
    return Stream.of(
            method
                .tryGetAnnotationOfType(GetMapping.class)
                .map(a -> routes("get", a.value(), a.path()))
                .orElse(Stream.empty()),
            method
                .tryGetAnnotationOfType(PostMapping.class)
                .map(a -> routes("post", a.value(), a.path()))
                .orElse(Stream.empty()),
            method
                .tryGetAnnotationOfType(PutMapping.class)
                .map(a -> routes("put", a.value(), a.path()))
                .orElse(Stream.empty()),
            method
                .tryGetAnnotationOfType(DeleteMapping.class)
                .map(a -> routes("delete", a.value(), a.path()))
                .orElse(Stream.empty()))
        .flatMap(all -> all);
  }

  private static Stream<String> routes(String method, String[] values, String[] paths) {
    return Stream.concat(Arrays.stream(values), Arrays.stream(paths)).map(p -> route(method, p));
  }

  /** What a path's parameter is called is nobody's business. */
  private static String route(String method, String path) {
    return method + " " + path.replaceAll("\\{[^}]*}", "{}");
  }
}
