package dev.weir.edge.docs;

import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** OpenAPI 3.1 for everything served, a page to browse it, and the same as a Postman collection. */
@RestController
public final class OpenApiController {
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final byte[] description = read("/openapi/openapi.json");
  private final byte[] page = read("/openapi/index.html");
  private final byte[] postman = postman(description);

  @Access(Right.PUBLIC)
  @GetMapping("/openapi.json")
  public ResponseEntity<byte[]> description() {
    return answer(description, MediaType.APPLICATION_JSON);
  }

  @Access(Right.PUBLIC)
  @GetMapping("/docs")
  public ResponseEntity<byte[]> page() {
    return answer(page, MediaType.TEXT_HTML);
  }

  @Access(Right.PUBLIC)
  @GetMapping("/postman.json")
  public ResponseEntity<byte[]> postman() {
    return answer(postman, MediaType.APPLICATION_JSON);
  }

  private static byte[] postman(byte[] description) {
    JsonMapper json = JsonMapper.shared();
    return json.writeValueAsBytes(PostmanCollection.of(json.readTree(description)));
  }

  private static ResponseEntity<byte[]> answer(byte[] bytes, MediaType type) {
    return ResponseEntity.ok()
        .contentType(type)
        .cacheControl(CacheControl.maxAge(FRESH).cachePublic())
        .body(bytes);
  }

  private static byte[] read(String resource) {
    try (InputStream in = OpenApiController.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("not packaged: " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
