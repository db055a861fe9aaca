package dev.weir.edge.json;

import java.util.List;
import java.util.Map;

/** A JSON value as it was sent: members in their order, numbers as their text. */
public sealed interface Json {
  record Members(Map<String, Json> values) implements Json {}

  record Items(List<Json> values) implements Json {}

  record Text(String value) implements Json {}

  record Number(String literal) implements Json {}

  record Bool(boolean value) implements Json {}

  enum Null implements Json {
    NULL
  }
}
