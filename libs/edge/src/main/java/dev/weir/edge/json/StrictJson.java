package dev.weir.edge.json;

import dev.weir.edge.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads exactly one JSON document out of bytes: valid UTF-8, no member twice, nothing after it, no
 * deeper and no longer than the limits. Anything else is a 400.
 */
public final class StrictJson {
  public static final int MAX_DEPTH = 32;

  /** As long as a body may be, which can be one prompt. */
  public static final int MAX_STRING = 1024 * 1024;

  /** More than an amount may have: what is wrong with one is said of it by name. */
  public static final int MAX_NUMBER = 1_000;

  /** A megabyte of empty arrays would be thirty once it is read. */
  public static final int MAX_TOKENS = 200_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_STRING)
                  .maxNameLength(1024)
                  .maxNumberLength(MAX_NUMBER)
                  .maxTokenCount(MAX_TOKENS)
                  .build())
          .build();

  private StrictJson() {}

  public static Json parse(byte[] bytes) {
    return parse(text(bytes));
  }

  public static Json parse(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        throw Problem.malformed("json_invalid", "The body is empty.");
      }
      Json value = value(parser);
      if (parser.nextToken() != null) {
        throw Problem.malformed("json_invalid", "There is something after the JSON document.");
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw Problem.malformed(
          "json_limit",
          "Limits: depth "
              + MAX_DEPTH
              + ", strings "
              + MAX_STRING
              + " and numbers "
              + MAX_NUMBER
              + " characters, "
              + MAX_TOKENS
              + " values and names.");
    } catch (JacksonException e) {
      throw Problem.malformed(
          "json_invalid",
          "Not valid JSON at line %d, column %d."
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    }
  }

  /** UTF-8 without replacement characters: a byte that is not text is refused, never guessed. */
  public static String text(byte[] bytes) {
    try {
      CharBuffer chars =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes));
      return chars.toString();
    } catch (CharacterCodingException e) {
      throw Problem.malformed("json_invalid", "The body is not valid UTF-8.");
    }
  }

  private static Json value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> members(parser);
      case START_ARRAY -> items(parser);
      case VALUE_STRING -> new Json.Text(checked(parser.getString()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Number(parser.getString());
      case VALUE_TRUE -> new Json.Bool(true);
      case VALUE_FALSE -> new Json.Bool(false);
      case VALUE_NULL -> Json.Null.NULL;
      default -> throw Problem.malformed("json_invalid", "Not valid JSON.");
    };
  }

  private static Json.Members members(JsonParser parser) {
    Map<String, Json> members = new LinkedHashMap<>();
    while (next(parser) != JsonToken.END_OBJECT) {
      String name = checked(parser.currentName());
      next(parser);
      if (members.putIfAbsent(name, value(parser)) != null) {
        throw Problem.malformed("json_duplicate_key", "A member appears twice.");
      }
    }
    return new Json.Members(members);
  }

  private static Json.Items items(JsonParser parser) {
    List<Json> items = new ArrayList<>();
    while (next(parser) != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return new Json.Items(items);
  }

  private static JsonToken next(JsonParser parser) {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw Problem.malformed("json_invalid", "The JSON document ends too early.");
    }
    return token;
  }

  /** NUL cannot be stored, and half a surrogate pair is not a character. */
  private static String checked(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw Problem.malformed("json_invalid", "A string contains NUL.");
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw Problem.malformed("json_invalid", "A string contains half a surrogate pair.");
        }
        i++;
      }
    }
    return text;
  }
}
