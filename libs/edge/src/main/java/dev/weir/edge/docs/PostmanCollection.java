package dev.weir.edge.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The description as a Postman collection (v2.1): a folder per part of the API, a request per
 * operation, signed by a script with {@code sharedSecret} or carrying {@code apiKey}.
 */
final class PostmanCollection {
  private static final String SCHEMA =
      "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

  /** Only their senders can sign these, and a stream has no end. */
  private static final Set<String> LEFT_OUT = Set.of("Webhooks");

  private static final String STREAM = "/stream";

  /** The worker reference's name for its folder. */
  private static final Map<String, String> FOLDERS = Map.of("AI time", "AI Time Billing");

  private static final String SIGN =
      """
      const path = pm.variables.replaceIn(pm.request.url.getPathWithQuery());
      const body = pm.variables.replaceIn((pm.request.body && pm.request.body.raw) || '');
      if (!path.startsWith('/api/')) {
        const t = Math.floor(Date.now() / 1000);
        const text = [t, pm.request.method, path, CryptoJS.SHA256(body).toString()].join('.');
        const v2 = CryptoJS.HmacSHA256(text, pm.variables.get('sharedSecret')).toString();
        pm.request.headers.upsert({ key: 'Weir-Signature', value: `t=${t},v2=${v2}` });
      }
      """;

  /** What a request has made is what those that need such a thing are about. */
  private static final String CHECK =
      """
      if ((pm.response.headers.get('Content-Type') || '').startsWith('application/json')) {
        const { grantId, holdId, buildId } = pm.response.json();
        Object.entries({ grantId, holdId, id: buildId })
          .filter(([, value]) => value)
          .forEach(([name, value]) => pm.collectionVariables.set(name, value));
      }
      pm.test('the request is signed', () => pm.expect(pm.response.code).to.not.equal(401));
      pm.test('the server is well', () => pm.expect(pm.response.code).to.be.below(500));
      """;

  private final JsonNode openApi;
  private final ExampleBody examples;

  private PostmanCollection(JsonNode openApi) {
    this.openApi = openApi;
    this.examples = new ExampleBody(openApi);
  }

  static Map<String, Object> of(JsonNode openApi) {
    return new PostmanCollection(openApi).whole();
  }

  private Map<String, Object> whole() {
    Map<String, List<Object>> folders = new LinkedHashMap<>();
    openApi
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(operation -> add(folders, path.getKey(), operation)));
    List<Object> items = new ArrayList<>();
    folders.forEach((name, requests) -> items.add(ordered("name", name, "item", requests)));
    items.add(ordered("name", "Error Examples", "item", errors()));
    return ordered(
        "info", ordered("name", "Weir", "schema", SCHEMA),
        "variable", variables(),
        "event", List.of(script("prerequest", SIGN), script("test", CHECK)),
        "item", items);
  }

  private void add(
      Map<String, List<Object>> folders, String path, Map.Entry<String, JsonNode> operation) {
    String tag = operation.getValue().path("tags").path(0).asString();
    if (!LEFT_OUT.contains(tag) && !path.endsWith(STREAM)) {
      folders
          .computeIfAbsent(FOLDERS.getOrDefault(tag, tag), name -> new ArrayList<>())
          .add(request(path, operation.getKey(), operation.getValue()));
    }
  }

  private Map<String, Object> request(String path, String method, JsonNode operation) {
    JsonNode schema =
        operation.path("requestBody").path("content").path("application/json").path("schema");
    Object body = schema.isMissingNode() ? null : examples.of(schema);
    List<JsonNode> parameters =
        operation.path("parameters").valueStream().filter(one -> one.has("example")).toList();
    return item(operation.path("summary").asString(), method, path, body, parameters);
  }

  /** What the references' clients have to be ready for. */
  private static List<Object> errors() {
    String check = "/v1/billing/check-sufficient-batch";
    return List.of(
        item(
            "402: not enough balance",
            "post",
            "/v1/charges",
            ordered("user", "{{userId}}", "amount", 1_000_000_000),
            List.of()),
        item("422: a field is wrong", "post", check, ordered("userId", "{{userId}}"), List.of()),
        item("404: unknown build", "get", "/v1/builds/unknown", null, List.of()));
  }

  private static Map<String, Object> item(
      String name, String method, String path, @Nullable Object body, List<JsonNode> parameters) {
    String filled = path.replace("{user}", "{userId}").replaceAll("\\{(\\w+)}", "{{$1}}");
    List<Object> headers = new ArrayList<>();
    in("header", parameters).forEach(one -> headers.add(parameter(one)));
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("method", method.toUpperCase(Locale.ROOT));
    request.put("header", headers);
    if (method.equals("post")) {
      headers.add(ordered("key", "Idempotency-Key", "value", "{{$guid}}"));
    }
    if (body != null) {
      headers.add(ordered("key", "Content-Type", "value", "application/json"));
      request.put("body", ordered("mode", "raw", "raw", ExampleBody.text(body)));
    }
    if (path.startsWith("/api/")) {
      headers.add(ordered("key", "X-User-Id", "value", "{{userId}}"));
      String token = path.startsWith("/api/cron/") ? "{{cronSecret}}" : "{{apiKey}}";
      request.put("auth", bearer(token));
    }
    request.put("url", url(filled, in("query", parameters)));
    return ordered("name", name, "request", request);
  }

  private static List<JsonNode> in(String place, List<JsonNode> parameters) {
    return parameters.stream().filter(one -> one.path("in").asString().equals(place)).toList();
  }

  private static Map<String, Object> parameter(JsonNode parameter) {
    return ordered(
        "key", parameter.path("name").asString(), "value", ExampleBody.ofParameter(parameter));
  }

  private static Map<String, Object> url(String path, List<JsonNode> query) {
    String asked =
        query.stream()
            .map(one -> one.path("name").asString() + "=" + ExampleBody.ofParameter(one))
            .collect(Collectors.joining("&"));
    return ordered(
        "raw", "{{baseUrl}}" + path + (asked.isEmpty() ? "" : "?" + asked),
        "host", List.of("{{baseUrl}}"),
        "path", List.of(path.substring(1).split("/")),
        "query", query.stream().map(PostmanCollection::parameter).toList());
  }

  private static Map<String, Object> bearer(String token) {
    Object value = ordered("key", "token", "value", token, "type", "string");
    return ordered("type", "bearer", "bearer", List.of(value));
  }

  private static Map<String, Object> script(String when, String lines) {
    return ordered(
        "listen",
        when,
        "script",
        ordered("type", "text/javascript", "exec", lines.lines().toList()));
  }

  private static List<Object> variables() {
    List<Object> variables = new ArrayList<>();
    ordered(
            "baseUrl", "http://127.0.0.1:8080",
            "sharedSecret", "",
            "apiKey", "",
            "cronSecret", "",
            "userId", "user123",
            "grantId", "a-grant",
            "holdId", "a-hold",
            "id", "a-build")
        .forEach((key, value) -> variables.add(ordered("key", key, "value", value)));
    return variables;
  }

  /** Members in the order in which they stand here: name, value, name, value. */
  private static Map<String, Object> ordered(Object... members) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      map.put((String) members[i], members[i + 1]);
    }
    return map;
  }
}
