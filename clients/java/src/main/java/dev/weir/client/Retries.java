package dev.weir.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and how far apart a request is sent again.
 *
 * @param attempts in all, the first included
 * @param firstDelay wait before the second attempt; it doubles from then on
 * @param longestDelay no wait is longer; when the server asks for more, its refusal is handed out
 *     instead
 * @param timeout time that one attempt may take
 */
public record Retries(int attempts, Duration firstDelay, Duration longestDelay, Duration timeout) {
  public static final Retries STANDARD =
      new Retries(5, Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(10));

  public Retries {
    if (attempts < 1 || firstDelay.isNegative() || timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("attempts and timeout must be above zero");
    }
  }

  /**
   * Wait before this answer's request is sent again, empty when the answer is final. Busy (503),
   * not heard back in time (504) and rate limited (429 with Retry-After) may end otherwise next
   * time; everything else would not.
   */
  Optional<Duration> delayAfter(Answer answer, int attempt) {
    boolean limited = answer.status() == 429;
    if (!limited && answer.status() != 503 && answer.status() != 504) {
      return Optional.empty();
    }
    Optional<Duration> asked =
        answer
            .retryAfter()
            .filter(text -> text.matches("\\d{1,9}"))
            .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    if (asked.isPresent()) {
      return asked.filter(delay -> delay.compareTo(longestDelay) <= 0);
    }
    return limited ? Optional.empty() : Optional.of(backoff(attempt));
  }

  /**
   * Doubles, with jitter in the upper half so that clients that failed together do not return
   * together.
   */
  Duration backoff(int attempt) {
    long ceiling =
        Math.min(longestDelay.toMillis(), firstDelay.toMillis() << Math.min(attempt - 1, 20));
    return Duration.ofMillis(ceiling / 2 + ThreadLocalRandom.current().nextLong(ceiling / 2 + 1));
  }
}
