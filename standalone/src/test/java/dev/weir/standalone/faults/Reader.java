package dev.weir.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads balances all the time, from every sink. A sink may say that it cannot answer now; it must
 * never know less than one of them has already said.
 */
final class Reader implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final List<String> sinks;
  private final Map<String, Long> seen = new HashMap<>();
  private final List<String> contradictions = new ArrayList<>();
  private final Thread thread;
  private volatile boolean going = true;

  Reader(List<String> sinks) {
    this.sinks = sinks;
    this.thread = Thread.ofPlatform().name("reads").start(this::go);
  }

  private void go() {
    for (int n = 0; going; n++) {
      read(sinks.get(n % sinks.size()), "f" + n / sinks.size() % Load.USERS);
      Installation.rest(Duration.ofMillis(10));
    }
  }

  /** Whether it was answered. */
  private synchronized boolean read(String sink, String user) {
    try {
      Caller.Answer answer = Caller.get(sink, "/v1/accounts/" + user + "/balance");
      long seq = answer.body().path("seq").asLong(-1);
      boolean answered = answer.status() == 200;
      boolean contradicts = answered && seq < seen.getOrDefault(user, 0L);
      if (contradicts || (!answered && answer.status() != 503)) {
        contradictions.add(
            "%s of %s: %d %s after seq %d"
                .formatted(user, sink, answer.status(), answer.body(), seen.get(user)));
      }
      if (answered) {
        seen.merge(user, seq, Math::max);
      }
      return answered;
    } catch (IOException killed) {
      return false;
    }
  }

  /** Waits until that sink answers for every account, its own and the others'. */
  void awaitEveryAccount(String sink) {
    long end = System.nanoTime() + LONGEST.toNanos();
    for (int user = 0; user < Load.USERS; user++) {
      while (!read(sink, "f" + user)) {
        assertThat(System.nanoTime()).as("I10: f%d is read again", user).isLessThan(end);
        Installation.rest(Duration.ofMillis(100));
      }
    }
  }

  @Override
  public void close() {
    going = false;
    while (thread.isAlive()) {
      Installation.rest(Duration.ofMillis(10));
    }
    assertThat(contradictions).as("I11: what was read is never taken back").isEmpty();
  }
}
