package dev.weir.edge.json;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The one text of a JSON value: members sorted by code point, no spaces, strings as Python's {@code
 * json.dumps(ensure_ascii=False)} writes them, numbers as they were sent. It is what the ledger's
 * hashes are taken over, so that anyone can rebuild it.
 */
public final class CanonicalJson {
  private final StringBuilder out = new StringBuilder();

  private CanonicalJson() {}

  public static String of(Json value) {
    CanonicalJson writer = new CanonicalJson();
    writer.write(value);
    return writer.out.toString();
  }

  private void write(Json value) {
    switch (value) {
      case Json.Members members -> write(members.values());
      case Json.Items items -> write(items.values());
      case Json.Text text -> quote(text.value());
      case Json.Number number -> out.append(number.literal());
      case Json.Bool bool -> out.append(bool.value());
      case Json.Null nothing -> out.append("null");
    }
  }

  private void write(Map<String, Json> members) {
    out.append('{');
    Iterator<String> names =
        members.keySet().stream().sorted(CanonicalJson::byCodePoint).iterator();
    while (names.hasNext()) {
      String name = names.next();
      quote(name);
      out.append(':');
      write(members.getOrDefault(name, Json.Null.NULL));
      if (names.hasNext()) {
        out.append(',');
      }
    }
    out.append('}');
  }

  private void write(List<Json> items) {
    out.append('[');
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      write(items.get(i));
    }
    out.append(']');
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\f' -> out.append("\\f");
        case '\b' -> out.append("\\b");
        default -> {
          if (c < 0x20) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** Not {@code String.compareTo}: that compares UTF-16 units and puts an emoji before U+E000. */
  private static int byCodePoint(String a, String b) {
    int i = 0;
    while (i < a.length() && i < b.length()) {
      int left = a.codePointAt(i);
      int right = b.codePointAt(i);
      if (left != right) {
        return Integer.compare(left, right);
      }
      i += Character.charCount(left);
    }
    return Integer.compare(a.length(), b.length());
  }
}
