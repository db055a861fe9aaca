package dev.weir.edge.http;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes an answer whole, with its length: what is written bit by bit leaves in chunks, in two
 * packets for an answer of a hundred bytes.
 */
final class WholeJson extends JacksonJsonHttpMessageConverter {
  private final JsonMapper json;

  WholeJson(JsonMapper json) {
    super(json);
    this.json = json;
  }

  @Override
  protected void writeInternal(
      Object answer, ResolvableType type, HttpOutputMessage to, @Nullable Map<String, Object> hints)
      throws IOException {
    byte[] body = json.writeValueAsBytes(answer);
    to.getHeaders().setContentLength(body.length);
    to.getBody().write(body);
  }
}
