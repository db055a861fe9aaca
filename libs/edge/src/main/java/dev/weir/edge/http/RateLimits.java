package dev.weir.edge.http;

import dev.weir.edge.auth.Caller;
import dev.weir.edge.json.Ids;
import dev.weir.edge.problem.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Requests per minute and user, where a tenant has such a limit. Minutes are those of the clock,
 * and each process counts its own. A request that names no user, or many, is nobody's and is not
 * counted.
 */
final class RateLimits {
  private static final long MINUTE_MS = 60_000;

  private final LongSupplier clock;
  private volatile Minute current = new Minute(0, Map.of());

  RateLimits(LongSupplier clock) {
    this.clock = clock;
  }

  private record Minute(long number, Map<String, AtomicInteger> counts) {}

  void count(Caller caller, Call call, HttpServletResponse response) {
    int limit = caller.tenant().terms().requestsPerMinute();
    if (limit == 0) {
      return;
    }
    Optional<String> user = user(caller, call);
    if (user.isEmpty()) {
      return;
    }
    long now = clock.getAsLong();
    String key = caller.tenant().id() + "/" + caller.mode().text() + "/" + user.get();
    int used =
        minute(now / MINUTE_MS).computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
    String reset = Long.toString(Math.ceilDiv(MINUTE_MS - now % MINUTE_MS, 1000));
    response.setHeader("x-ratelimit-limit", Integer.toString(limit));
    response.setHeader("x-ratelimit-remaining", Integer.toString(Math.max(0, limit - used)));
    response.setHeader("x-ratelimit-reset", reset);
    if (used > limit) {
      throw Problem.of(429, "rate_limited", "Too many requests of this user in this minute.")
          .header("Retry-After", reset);
    }
  }

  private Map<String, AtomicInteger> minute(long number) {
    Minute now = current;
    if (now.number() != number) {
      synchronized (this) {
        if (current.number() != number) {
          current = new Minute(number, new ConcurrentHashMap<>());
        }
        now = current;
      }
    }
    return now.counts();
  }

  /** Whose account it is: from the path, the credential or X-User-Id, the query, or the body. */
  private static Optional<String> user(Caller caller, Call call) {
    return call.pathVariable("user")
        .or(() -> call.pathVariable("userId"))
        .or(() -> Optional.ofNullable(caller.user()))
        .or(() -> inQueryOrBody(call))
        .filter(Ids::valid);
  }

  private static Optional<String> inQueryOrBody(Call call) {
    try {
      Optional<String> asked = call.query("userId");
      if (asked.isPresent() || call.raw().body().length == 0) {
        return asked;
      }
      return call.body().idIfAny("user").or(() -> call.body().idIfAny("userId"));
    } catch (Problem malformed) {
      // The endpoint will say so itself; until then the request is nobody's.
      return Optional.empty();
    }
  }
}
