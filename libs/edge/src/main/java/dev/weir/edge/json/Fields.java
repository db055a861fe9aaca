package dev.weir.edge.json;

import dev.weir.edge.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, read one by one with the rule each has to keep; a broken rule is a
 * 422 that names the member. An optional member that is null counts as absent, except for amounts:
 * an absent amount can mean "all", and a null must not come to mean that by accident.
 */
public final class Fields {
  private static final int MAX_METADATA_BYTES = 4096;
  private static final String OVER_ZERO = "over 0";
  private static final String ZERO_OR_MORE = "0 or more";
  private static final String NOT_ZERO = "over or under 0";

  private final String path;
  private final Map<String, Json> members;
  private final Set<String> read = new HashSet<>();

  private Fields(String path, Map<String, Json> members) {
    this.path = path;
    this.members = members;
  }

  /** The body must be one JSON object. */
  public static Fields of(byte[] body) {
    return of(StrictJson.parse(body));
  }

  public static Fields of(Json value) {
    if (value instanceof Json.Members object) {
      return new Fields("", object.values());
    }
    throw Problem.malformed("json_invalid", "The body must be a JSON object.");
  }

  public boolean has(String name) {
    return members.containsKey(name);
  }

  public String id(String name) {
    return idIfAny(name).orElseThrow(() -> missing(name));
  }

  public Optional<String> idIfAny(String name) {
    return string(name).map(text -> Ids.checked(path + name, text));
  }

  /** More than 0 and at most 10^12, exact in six decimals; in micro-units. */
  public long amount(String name) {
    return amountIfAny(name).orElseThrow(() -> invalidAmount(name, OVER_ZERO));
  }

  /** Empty only when the member is absent: null is not an amount. */
  public OptionalLong amountIfAny(String name) {
    OptionalLong micros = signedIfAny(name, OVER_ZERO);
    if (micros.isPresent() && micros.getAsLong() <= 0) {
      throw invalidAmount(name, OVER_ZERO);
    }
    return micros;
  }

  /** Like {@link #amount}, but it may be zero. */
  public OptionalLong amountOrZeroIfAny(String name) {
    OptionalLong micros = signedIfAny(name, ZERO_OR_MORE);
    if (micros.isPresent() && micros.getAsLong() < 0) {
      throw invalidAmount(name, ZERO_OR_MORE);
    }
    return micros;
  }

  /** Of either sign, but not zero. */
  public long signedAmount(String name) {
    OptionalLong micros = signedIfAny(name, NOT_ZERO);
    if (micros.isEmpty() || micros.getAsLong() == 0) {
      throw invalidAmount(name, NOT_ZERO);
    }
    return micros.getAsLong();
  }

  private OptionalLong signedIfAny(String name, String bound) {
    Json value = take(name);
    OptionalLong micros =
        switch (value) {
          case Json.Number number -> Decimals.ofNumber(number.literal());
          case Json.Text text -> Decimals.ofText(text.value());
          case null -> OptionalLong.empty();
          default -> OptionalLong.empty();
        };
    if (value != null && micros.isEmpty()) {
      throw invalidAmount(name, bound);
    }
    return micros;
  }

  /** A whole number, sent as a JSON number. */
  public long whole(String name, long min, long max) {
    return wholeIfAny(name, min, max).orElseThrow(() -> missing(name));
  }

  public OptionalLong wholeIfAny(String name, long min, long max) {
    Json value = taken(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (value instanceof Json.Number number) {
      OptionalLong micros = Decimals.ofNumber(number.literal());
      long whole = micros.orElse(1) / 1_000_000;
      if (micros.orElse(1) % 1_000_000 == 0 && whole >= min && whole <= max) {
        return OptionalLong.of(whole);
      }
    }
    throw invalid(name, "must be a whole number from " + min + " to " + max);
  }

  public String text(String name, int maxLength) {
    return textIfAny(name, maxLength).orElseThrow(() -> missing(name));
  }

  public Optional<String> textIfAny(String name, int maxLength) {
    Optional<String> text = string(name);
    if (text.isPresent() && (text.get().isEmpty() || text.get().length() > maxLength)) {
      throw invalid(name, "must have 1 to " + maxLength + " characters");
    }
    return text;
  }

  public boolean flag(String name, boolean otherwise) {
    return switch (taken(name)) {
      case null -> otherwise;
      case Json.Bool bool -> bool.value();
      default -> throw invalid(name, "must be true or false");
    };
  }

  /** RFC 3339 with a zone; epoch milliseconds. */
  public OptionalLong timeIfAny(String name) {
    Optional<String> text = string(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    OptionalLong time = Times.parse(text.get());
    if (time.isEmpty()) {
      throw Problem.field("time_invalid", path + name, "must be an RFC 3339 time with a zone");
    }
    return time;
  }

  public String oneOf(String name, List<String> allowed) {
    return oneOfIfAny(name, allowed).orElseThrow(() -> missing(name));
  }

  public Optional<String> oneOfIfAny(String name, List<String> allowed) {
    Optional<String> text = string(name);
    if (text.isPresent() && !allowed.contains(text.get())) {
      throw invalid(name, "must be one of " + String.join(", ", allowed));
    }
    return text;
  }

  /** The member {@code metadata} in its canonical form, an object of at most 4 KiB. */
  public Optional<String> metadata() {
    return object("metadata").map(object -> canonical("metadata", object));
  }

  /** The same with members of our own in it, whatever it says of those itself. */
  public String metadataWith(Map<String, Json> own) {
    Map<String, Json> all =
        new HashMap<>(object("metadata").map(Json.Members::values).orElse(Map.of()));
    all.putAll(own);
    return canonical("metadata", new Json.Members(all));
  }

  private String canonical(String name, Json.Members object) {
    String text = CanonicalJson.of(object);
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_METADATA_BYTES) {
      throw Problem.field("metadata_invalid", path + name, "must not be over 4 KiB");
    }
    return text;
  }

  /** The member as it is, for a reader of its own. */
  public Optional<Json> jsonIfAny(String name) {
    return Optional.ofNullable(taken(name));
  }

  public Optional<Fields> fieldsIfAny(String name) {
    return object(name).map(object -> new Fields(path + name + ".", object.values()));
  }

  /** An array of objects; every element knows its place when it complains. */
  public List<Fields> list(String name, int max) {
    if (!(taken(name) instanceof Json.Items items)) {
      throw invalid(name, "must be an array");
    }
    if (items.values().size() > max) {
      throw invalid(name, "must not have more than " + max + " elements");
    }
    List<Fields> all = new ArrayList<>();
    for (Json item : items.values()) {
      String place = name + "[" + all.size() + "]";
      if (!(item instanceof Json.Members object)) {
        throw invalid(place, "must be an object");
      }
      all.add(new Fields(path + place + ".", object.values()));
    }
    return all;
  }

  /** An array of strings. */
  public List<String> texts(String name) {
    return switch (taken(name)) {
      case null -> List.of();
      case Json.Items items ->
          items.values().stream()
              .map(
                  item -> {
                    if (item instanceof Json.Text text && !text.value().isEmpty()) {
                      return text.value();
                    }
                    throw invalid(name, "must be an array of strings");
                  })
              .toList();
      default -> throw invalid(name, "must be an array of strings");
    };
  }

  public Set<String> names() {
    return members.keySet();
  }

  /** Our own endpoints refuse members they do not know: a misspelt option must not be ignored. */
  public void noOthers() {
    for (String name : members.keySet()) {
      if (!read.contains(name)) {
        throw Problem.field("field_unknown", path + shortened(name), "is not known here");
      }
    }
  }

  public Problem missing(String name) {
    return Problem.field("field_missing", path + name, "is missing");
  }

  public Problem invalid(String name, String what) {
    return Problem.field("field_invalid", path + name, what);
  }

  private Problem invalidAmount(String name, String bound) {
    return Problem.field(
        "amount_invalid",
        path + name,
        "must be " + bound + ", at most 10^12, with at most 6 decimals");
  }

  private Optional<String> string(String name) {
    return switch (taken(name)) {
      case null -> Optional.empty();
      case Json.Text text -> Optional.of(text.value());
      default -> throw invalid(name, "must be a string");
    };
  }

  private Optional<Json.Members> object(String name) {
    return switch (taken(name)) {
      case null -> Optional.empty();
      case Json.Members object -> Optional.of(object);
      default -> throw invalid(name, "must be an object");
    };
  }

  private @Nullable Json take(String name) {
    read.add(name);
    return members.get(name);
  }

  private @Nullable Json taken(String name) {
    Json value = take(name);
    return value == Json.Null.NULL ? null : value;
  }

  private static String shortened(String name) {
    return name.length() <= 64 ? name : name.substring(0, 64) + "…";
  }
}
