package dev.weir.edge.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A plain body that fits a schema: required members, those that say how much of what, and those
 * that have an example.
 */
final class ExampleBody {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final Set<String> USERS = Set.of("user", "userId", "targetUserId");

  private final JsonNode document;

  ExampleBody(JsonNode document) {
    this.document = document;
  }

  static String text(Object body) {
    return JSON.writeValueAsString(body);
  }

  Object of(JsonNode schema) {
    return of("", schema);
  }

  static String ofParameter(JsonNode parameter) {
    return USERS.contains(parameter.path("name").asString())
        ? "{{userId}}"
        : parameter.path("example").asString();
  }

  private Object of(String name, JsonNode written) {
    if (written.has("example")) {
      return written.path("example");
    }
    JsonNode schema = resolved(written);
    if (USERS.contains(name)) {
      return "{{userId}}";
    }
    if (schema.has("enum")) {
      return schema.path("enum").path(0).asString();
    }
    return switch (schema.path("type").asString("")) {
      case "object" -> members(schema);
      case "array" -> List.of(of(name, schema.path("items")));
      case "integer", "number" -> 10;
      case "boolean" -> false;
      default -> name.isEmpty() ? new LinkedHashMap<>() : name + "-1";
    };
  }

  private Map<String, Object> members(JsonNode schema) {
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(each -> required.add(each.asString()));
    Map<String, Object> members = new LinkedHashMap<>();
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              String name = property.getKey();
              if (required.contains(name)
                  || USERS.contains(name)
                  || name.equals("amount")
                  || property.getValue().has("example")) {
                members.put(name, of(name, property.getValue()));
              }
            });
    return members;
  }

  /** The schema meant: behind a reference, or the first of several that fit. */
  private JsonNode resolved(JsonNode schema) {
    if (schema.has("$ref")) {
      return resolved(document.at(schema.path("$ref").asString().substring(1)));
    }
    for (String choice : List.of("oneOf", "anyOf")) {
      if (schema.has(choice) && !schema.has("properties")) {
        return resolved(schema.path(choice).path(0));
      }
    }
    return schema;
  }
}
