package dev.weir.edge.trace;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** OTLP's JSON form of spans. */
final class Otlp {
  private static final int ERROR = 2;

  private Otlp() {}

  static String json(String service, List<Span> spans) {
    return """
    {"resourceSpans":[{"resource":{"attributes":%s},\
    "scopeSpans":[{"scope":{"name":"weir"},"spans":[%s]}]}]}\
    """
        .formatted(
            attributes(Map.of("service.name", service)),
            spans.stream().map(Otlp::span).collect(Collectors.joining(",")));
  }

  private static String span(Span span) {
    String parent = span.parent();
    return """
    {"traceId":"%s","spanId":"%s",%s"name":%s,"kind":%d,"startTimeUnixNano":"%d000000",\
    "endTimeUnixNano":"%d000000","attributes":%s,"status":{%s}}\
    """
        .formatted(
            span.context().traceId(),
            span.context().spanId(),
            parent == null ? "" : "\"parentSpanId\":\"" + parent + "\",",
            quoted(span.what().name()),
            span.what().kind().number(),
            span.startMs(),
            span.endMs(),
            attributes(span.what().attributes()),
            span.what().failed() ? "\"code\":" + ERROR : "");
  }

  private static String attributes(Map<String, String> attributes) {
    return attributes.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            each ->
                "{\"key\":%s,\"value\":{\"stringValue\":%s}}"
                    .formatted(quoted(each.getKey()), quoted(each.getValue())))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || Character.isSurrogate(c)) {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
