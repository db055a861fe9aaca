package dev.weir.sink.store;

import dev.weir.accounting.Draw;
import dev.weir.accounting.Source;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** The column {@code draws}: an array, in burn order, amounts in micro-units. */
final class Draws {
  private static final ObjectMapper JSON = JsonMapper.shared();

  private Draws() {}

  static String toJson(List<Draw> draws) {
    if (draws.isEmpty()) {
      return "[]";
    }
    ArrayNode array = JSON.createArrayNode();
    for (Draw draw : draws) {
      array
          .addObject()
          .put("bucket", draw.bucket())
          .put("source", draw.source().text())
          .put("amount", draw.amount());
    }
    return array.toString();
  }

  static List<Draw> fromJson(String json) {
    List<Draw> draws = new ArrayList<>();
    for (JsonNode draw : JSON.readTree(json)) {
      draws.add(
          new Draw(
              draw.get("bucket").asString(),
              Source.parse(draw.get("source").asString()),
              draw.get("amount").asLong()));
    }
    return draws;
  }
}
