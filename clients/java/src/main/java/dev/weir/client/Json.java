package dev.weir.client;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON from maps, collections, strings, numbers and booleans; numbers without an exponent.
 */
final class Json {
  private Json() {}

  static String write(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(@Nullable Object value, StringBuilder out) {
    switch (value) {
      case null -> out.append("null");
      case String text -> quote(text, out);
      case BigDecimal number -> out.append(number.toPlainString());
      case Long number -> out.append(number);
      case Integer number -> out.append(number);
      case Boolean truth -> out.append(truth);
      case Map<?, ?> members -> object(members, out);
      case Collection<?> items -> array(items, out);
      default ->
          throw new IllegalArgumentException("not a JSON value: " + value.getClass().getName());
    }
  }

  private static void object(Map<?, ?> members, StringBuilder out) {
    char separator = '{';
    for (Map.Entry<?, ?> member : members.entrySet()) {
      out.append(separator);
      quote(String.valueOf(member.getKey()), out);
      out.append(':');
      write(member.getValue(), out);
      separator = ',';
    }
    out.append(separator == '{' ? "{}" : "}");
  }

  private static void array(Collection<?> items, StringBuilder out) {
    char separator = '[';
    for (Object item : items) {
      out.append(separator);
      write(item, out);
      separator = ',';
    }
    out.append(separator == '[' ? "[]" : "]");
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
