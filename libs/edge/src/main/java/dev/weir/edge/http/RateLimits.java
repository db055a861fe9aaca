package dev.weir.edge.http;

import dev.weir.edge.auth.Caller;
import dev.weir.edge.problem.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Requests per minute and user, where a tenant has such a limit. Minutes are those of the clock,
 * and each process counts its own. A request that names many users is one of each of them; one that
 * names none is nobody's and is not counted.
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
    Set<String> users = NamedUsers.of(caller, call);
    if (users.isEmpty()) {
      return;
    }
    long now = clock.getAsLong();
    Map<String, AtomicInteger> counts = minute(now / MINUTE_MS);
    int used = 0;
    for (String user : users) {
      String key = caller.tenant().id() + "/" + caller.mode().text() + "/" + user;
      used =
          Math.max(used, counts.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet());
    }
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
}
