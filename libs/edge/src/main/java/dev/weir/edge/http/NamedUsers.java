package dev.weir.edge.http;

import dev.weir.edge.auth.Caller;
import dev.weir.edge.json.Ids;
import dev.weir.edge.json.Json;
import dev.weir.edge.json.StrictJson;
import dev.weir.edge.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whose accounts a request is about, before anybody reads it in earnest: what cannot be read names
 * nobody, and the endpoint will say so itself.
 */
final class NamedUsers {
  private static final String LINES = "application/x-ndjson";

  /** As many events as a request may have. */
  private static final int MOST = 1_000;

  private NamedUsers() {}

  /**
   * From the path, the credential or X-User-Id, the query, or the body. To our own endpoints
   * X-User-Id means nothing: there the body comes before it, and may name a user in every event.
   */
  static Set<String> of(Caller caller, Call call) {
    Optional<String> inPath = call.pathVariable("user").or(() -> call.pathVariable("userId"));
    if (inPath.isPresent()) {
      return valid(inPath.stream());
    }
    boolean bodyFirst = Paths.ours(call.raw().path()) && !caller.endUser();
    Set<String> inBody = bodyFirst ? inBody(call) : Set.of();
    if (!inBody.isEmpty()) {
      return inBody;
    }
    Optional<String> other = Optional.ofNullable(caller.user()).or(() -> inQuery(call));
    return other.isPresent() || bodyFirst ? valid(other.stream()) : inBody(call);
  }

  private static Optional<String> inQuery(Call call) {
    try {
      return call.query("userId");
    } catch (Problem malformed) {
      return Optional.empty();
    }
  }

  private static Set<String> inBody(Call call) {
    byte[] body = call.raw().body();
    try {
      if (call.header("Content-Type").orElse("").toLowerCase(Locale.ROOT).startsWith(LINES)) {
        Stream<String> lines = Arrays.stream(StrictJson.text(body).split("\n", -1));
        return valid(lines.limit(MOST).flatMap(NamedUsers::inLine));
      }
      return body.length == 0 ? Set.of() : valid(in(StrictJson.parse(body)));
    } catch (Problem malformed) {
      return Set.of();
    }
  }

  /** A broken line spoils no other. */
  private static Stream<String> inLine(String line) {
    try {
      return in(StrictJson.parse(line));
    } catch (Problem malformed) {
      return Stream.empty();
    }
  }

  private static Stream<String> in(Json json) {
    return switch (json) {
      case Json.Items items -> items.values().stream().limit(MOST).flatMap(NamedUsers::named);
      default -> named(json);
    };
  }

  private static Stream<String> named(Json json) {
    return json instanceof Json.Members members
        ? Stream.of("user", "userId")
            .map(members.values()::get)
            .filter(Json.Text.class::isInstance)
            .map(user -> ((Json.Text) user).value())
            .limit(1)
        : Stream.empty();
  }

  private static Set<String> valid(Stream<String> users) {
    return users.filter(Ids::valid).collect(Collectors.toSet());
  }
}
