package dev.weir.accounting;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Canonical JSON text, as docs/ledger.md defines it: members sorted by code point, no spaces,
 * number literals as they were sent. The core parses none of it; it adds a figure and compares
 * meanings.
 */
final class Metadata {

  private Metadata() {}

  /** The text with one more member, unless the caller sent a member of that name. */
  static String with(@Nullable String metadata, String name, String literal) {
    String member = quote(name) + ':' + literal;
    if (metadata == null || metadata.equals("{}")) {
      return '{' + member + '}';
    }
    if (!metadata.startsWith("{")) {
      return metadata;
    }
    int at = 1;
    while (at < metadata.length()) {
      int keyEnd = endOfString(metadata, at);
      int order = compareKey(metadata, at + 1, keyEnd - 1, name);
      if (order == 0) {
        return metadata;
      }
      if (order > 0) {
        return metadata.substring(0, at) + member + ',' + metadata.substring(at);
      }
      int valueEnd = endOfValue(metadata, keyEnd + 1);
      if (metadata.charAt(valueEnd) == '}') {
        return metadata.substring(0, valueEnd) + ',' + member + metadata.substring(valueEnd);
      }
      at = valueEnd + 1;
    }
    return metadata;
  }

  /**
   * The text with every number in one spelling, for comparing: 1, 1.0 and 1e0 mean the same. Only
   * for comparing; the ledger keeps what was sent.
   */
  static String meaning(String metadata) {
    StringBuilder text = new StringBuilder(metadata.length());
    int at = 0;
    while (at < metadata.length()) {
      char c = metadata.charAt(at);
      int end = at + 1;
      if (c == '"') {
        end = endOfString(metadata, at);
        text.append(metadata, at, end);
      } else if (c == '-' || (c >= '0' && c <= '9')) {
        end = endOfScalar(metadata, at);
        text.append(number(metadata.substring(at, end)));
      } else {
        text.append(c);
      }
      at = end;
    }
    return text.toString();
  }

  /** A JSON string as Python's json.dumps(text, ensure_ascii=False) writes it. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        case '\f' -> quoted.append("\\f");
        case '\b' -> quoted.append("\\b");
        default -> {
          if (c < 0x20) {
            quoted.append(c < 0x10 ? "\\u000" : "\\u00").append(Integer.toHexString(c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  private static String number(String literal) {
    try {
      BigDecimal value = new BigDecimal(literal).stripTrailingZeros();
      return value.unscaledValue() + "e" + -(long) value.scale();
    } catch (NumberFormatException e) {
      return literal;
    }
  }

  /** The order of a key of the text and an ASCII name, by code point. */
  private static int compareKey(String text, int from, int to, String name) {
    int at = from;
    for (int i = 0; i < name.length(); i++) {
      if (at >= to) {
        return -1;
      }
      char c = text.charAt(at);
      int length = 1;
      if (c == '\\') {
        char escaped = text.charAt(at + 1);
        c = escaped == '"' || escaped == '\\' ? escaped : 0;
        length = escaped == 'u' ? 6 : 2;
      }
      if (c != name.charAt(i)) {
        return c < name.charAt(i) ? -1 : 1;
      }
      at += length;
    }
    return at == to ? 0 : 1;
  }

  /** Just behind the string that starts here. */
  private static int endOfString(String text, int from) {
    int at = from + 1;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at + 1, text.length());
  }

  private static int endOfScalar(String text, int from) {
    int at = from;
    while (at < text.length() && ",]}".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  /** At the comma or bracket behind the value that starts here. */
  private static int endOfValue(String text, int from) {
    int depth = 0;
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (depth == 0 && (c == ',' || c == '}')) {
        return at;
      }
      if (c == '"') {
        at = endOfString(text, at);
        continue;
      }
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      at++;
    }
    return text.length() - 1;
  }
}
