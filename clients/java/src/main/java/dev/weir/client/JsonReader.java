package dev.weir.client;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into maps, lists, strings, {@link BigDecimal}s and booleans: amounts never pass
 * through a double.
 */
final class JsonReader {
  private static final int DEEPEST = 64;

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  static @Nullable Object read(String text) {
    JsonReader reader = new JsonReader(text);
    Object value = reader.value();
    reader.blank();
    if (reader.at != text.length()) {
      throw reader.malformed();
    }
    return value;
  }

  private @Nullable Object value() {
    if (++depth > DEEPEST) {
      throw malformed();
    }
    blank();
    Object value =
        switch (peek()) {
          case '{' -> object();
          case '[' -> array();
          case '"' -> string();
          case 't' -> word("true", true);
          case 'f' -> word("false", false);
          case 'n' -> word("null", null);
          default -> number();
        };
    depth--;
    return value;
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    at++;
    blank();
    while (peek() != '}') {
      if (!members.isEmpty()) {
        expect(',');
        blank();
      }
      String name = string();
      blank();
      expect(':');
      members.put(name, value());
      blank();
    }
    at++;
    return members;
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> items = new ArrayList<>();
    at++;
    blank();
    while (peek() != ']') {
      if (!items.isEmpty()) {
        expect(',');
      }
      items.add(value());
      blank();
    }
    at++;
    return items;
  }

  private String string() {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (peek() != '"') {
      char c = text.charAt(at++);
      out.append(c == '\\' ? escaped() : c);
    }
    at++;
    return out.toString();
  }

  private char escaped() {
    char c = peek();
    at++;
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case '"', '\\', '/' -> c;
      case 'u' -> unicode();
      default -> throw malformed();
    };
  }

  private char unicode() {
    if (at + 4 > text.length()) {
      throw malformed();
    }
    at += 4;
    try {
      return (char) Integer.parseInt(text, at - 4, at, 16);
    } catch (NumberFormatException notHex) {
      throw malformed();
    }
  }

  private BigDecimal number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      return new BigDecimal(text.substring(start, at));
    } catch (NumberFormatException notANumber) {
      throw malformed();
    }
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw malformed();
    }
    at += word.length();
    return value;
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw malformed();
    }
    at++;
  }

  private char peek() {
    if (at >= text.length()) {
      throw malformed();
    }
    return text.charAt(at);
  }

  private void blank() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private IllegalArgumentException malformed() {
    return new IllegalArgumentException("malformed JSON at " + at);
  }
}
