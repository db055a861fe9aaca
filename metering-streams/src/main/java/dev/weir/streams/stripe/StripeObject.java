package dev.weir.streams.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads members of Stripe's JSON by dotted path; a missing one is null, zero or empty. A text comes
 * as every place that keeps it can hold it: NUL and half characters are replaced.
 */
record StripeObject(JsonNode node) {
  /** More than anybody pays at once, in any currency. */
  private static final long MOST_MONEY = 1_000_000_000_000L;

  /** No id of Stripe's is longer, and what is known of an object is kept under its id. */
  private static final int LONGEST_ID = 255;

  @Nullable String text(String path) {
    JsonNode found = at(path);
    if (found.isNumber()) {
      return found.asString();
    }
    String text = found.isString() ? found.stringValue() : null;
    return text == null || text.isEmpty() ? null : storable(text);
  }

  private static String storable(String text) {
    return new String(text.getBytes(UTF_8), UTF_8).replace('\0', '\ufffd');
  }

  /** The first of these members that is there. */
  @Nullable String first(String... paths) {
    for (String path : paths) {
      String text = text(path);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** An id, or a reference to another object, which may have been expanded in place. */
  @Nullable String id(String path) {
    JsonNode found = at(path);
    String id = found.isObject() ? new StripeObject(found).text("id") : text(path);
    return id == null || id.length() > LONGEST_ID ? null : id;
  }

  /** The first of these references that is there. */
  @Nullable String firstId(String... paths) {
    for (String path : paths) {
      String id = id(path);
      if (id != null) {
        return id;
      }
    }
    return null;
  }

  long number(String path) {
    return isNumber(path) ? at(path).longValue() : 0;
  }

  private boolean isNumber(String path) {
    JsonNode found = at(path);
    return found.isIntegralNumber() && found.canConvertToLong();
  }

  /** Of money, in the currency's minor unit. */
  boolean isAmount(String path) {
    return isNumber(path) && number(path) >= 0 && number(path) <= MOST_MONEY;
  }

  boolean isTime(String path) {
    return isNumber(path) && number(path) > 0;
  }

  boolean isList(String path) {
    return at(path).isArray();
  }

  /** Stripe counts in seconds; we in milliseconds. */
  long time(String path) {
    return number(path) * 1000;
  }

  boolean flag(String path) {
    JsonNode found = at(path);
    return found.isBoolean() && found.booleanValue();
  }

  boolean has(String path) {
    JsonNode found = at(path);
    return !found.isMissingNode() && !found.isNull();
  }

  StripeObject part(String path) {
    return new StripeObject(at(path));
  }

  List<StripeObject> list(String path) {
    List<StripeObject> parts = new ArrayList<>();
    for (JsonNode each : at(path).values()) {
      parts.add(new StripeObject(each));
    }
    return parts;
  }

  private JsonNode at(String path) {
    JsonNode found = node;
    for (String member : path.split("\\.", -1)) {
      found = found.path(member);
    }
    return found;
  }
}
