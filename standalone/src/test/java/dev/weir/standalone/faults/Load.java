package dev.weir.standalone.faults;

import dev.weir.standalone.faults.History.Asked;
import dev.weir.standalone.faults.History.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Customers who go on whatever happens: charges, grants, holds with their ends, and events, from
 * several threads, every request by an id of its own. The same seed asks the same.
 */
final class Load implements AutoCloseable {
  private static final int THREADS = 3;
  static final int USERS = 8;
  private static final Duration PAUSE = Duration.ofMillis(15);
  private static final Duration BACK_OFF = Duration.ofMillis(300);
  private static final Duration LONGEST = Duration.ofSeconds(120);
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final History history;
  private final Supplier<List<String>> gateways;
  private final String run;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean going = true;

  Load(History history, Supplier<List<String>> gateways, long seed) {
    this.history = history;
    this.gateways = gateways;
    this.run = "r" + seed + "-" + RUNS.incrementAndGet();
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      threads.add(
          Thread.ofPlatform().name("load-" + i).start(() -> go(number, new Random(seed + number))));
    }
  }

  private void go(int thread, Random dice) {
    Deque<Asked> holds = new ArrayDeque<>();
    for (int n = 0; going; n++) {
      Asked asked = next(run + "-" + thread + "-" + n, dice, holds);
      history.asks(asked);
      Outcome outcome = ask(asked, dice);
      if (outcome == Outcome.OK && asked.kind().equals("held")) {
        holds.add(asked);
      }
      rest(outcome == Outcome.UNKNOWN ? BACK_OFF : PAUSE);
    }
  }

  private static Asked next(String id, Random dice, Deque<Asked> holds) {
    String user = "f" + dice.nextInt(USERS);
    int roll = dice.nextInt(10);
    if (roll < 5) {
      String body = "{\"user\":\"%s\",\"amount\":%d}".formatted(user, 1 + dice.nextInt(20));
      return new Asked(id, user, "/v1/charges", body, "charged");
    }
    if (roll < 6) {
      String body = "{\"user\":\"%s\",\"source\":\"package\",\"amount\":50,\"reason\":\"%s\"}";
      return new Asked(id, user, "/v1/grants", body.formatted(user, id), "granted");
    }
    if (roll < 7) {
      String body = "[{\"id\":\"%s\",\"user\":\"%s\",\"meter\":\"ai_seconds\",\"quantity\":2}]";
      return new Asked(id, user, "/v1/events", body.formatted(id, user), "charged");
    }
    if (holds.isEmpty() || roll < 9) {
      String body = "{\"user\":\"%s\",\"amount\":5}".formatted(user);
      return new Asked(id, user, "/v1/holds", body, "held");
    }
    Asked hold = holds.remove();
    boolean capture = dice.nextBoolean();
    String body = capture ? "{\"user\":\"%s\",\"amount\":3}" : "{\"user\":\"%s\"}";
    return new Asked(
        id,
        hold.user(),
        "/v1/holds/" + hold.id() + (capture ? "/capture" : "/release"),
        body.formatted(hold.user()),
        capture ? "captured" : "released");
  }

  /** Whatever is not a clear answer is unknown: it may have happened. */
  private Outcome ask(Asked asked, Random dice) {
    List<String> all = gateways.get();
    try {
      Caller.Answer answer =
          Caller.post(all.get(dice.nextInt(all.size())), asked.path(), asked.id(), asked.body());
      Outcome outcome = outcome(answer);
      history.told(asked, outcome, outcome == Outcome.UNKNOWN ? null : answer.body());
      return outcome;
    } catch (IOException nobodyKnows) {
      return Outcome.UNKNOWN;
    }
  }

  static Outcome outcome(Caller.Answer answer) {
    if (answer.status() >= 500) {
      return Outcome.UNKNOWN;
    }
    if (answer.good() && accepted(answer.body())) {
      return Outcome.OK;
    }
    return poor(answer) ? Outcome.REFUSED : Outcome.WRONG;
  }

  /** The one refusal that the load provokes: more is asked for than there is. */
  private static boolean poor(Caller.Answer answer) {
    return answer.status() == 402
        && answer.body().path("code").asString("").equals("insufficient_balance");
  }

  private static boolean accepted(JsonNode body) {
    JsonNode results = body.path("results");
    return !results.isArray() || results.path(0).path("status").asString("").equals("accepted");
  }

  /** Waits until that many more requests were answered well. */
  void awaitOk(int more) {
    long enough = history.ok() + more;
    long end = System.nanoTime() + LONGEST.toNanos();
    while (history.ok() < enough) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "Nobody is served: " + history.ok() + " of " + enough + " answers");
      }
      rest(Duration.ofMillis(20));
    }
  }

  /** Stops asking, then asks again for everything whose outcome nobody knows, until it is known. */
  void settle() {
    stop();
    Random dice = new Random(1);
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!history.unknown().isEmpty()) {
      history.unknown().forEach(asked -> ask(asked, dice));
      if (System.nanoTime() > end) {
        throw new AssertionError("Still unknown after a while: " + history.unknown());
      }
      rest(Duration.ofMillis(100));
    }
  }

  private void stop() {
    going = false;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void rest(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
