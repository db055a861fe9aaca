package dev.weir.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * They charge, grant, hold, capture and send events, each request by an id of its own, and remember
 * what they asked and what they were told. What has no clear answer may have happened.
 */
final class Customers implements AutoCloseable {
  static final List<String> USERS = List.of("ann", "ben", "cleo");

  private static final int THREADS = 4;
  private static final long PAUSE_MS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /**
   * A request.
   *
   * @param kind of the ledger entry that it leaves
   * @param amount of that entry; of a hold, what is held
   */
  record Asked(String id, String user, String path, String body, String kind, BigDecimal amount) {
    static Asked of(String id, String user, String path, String body, String kind, int amount) {
      return new Asked(id, user, path, body, kind, BigDecimal.valueOf(amount));
    }
  }

  record Answer(int status, boolean replayed, String body) {}

  private final URI weir;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final Set<Asked> asked = ConcurrentHashMap.newKeySet();
  private final Map<Asked, Answer> answered = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final List<Future<Void>> going = new ArrayList<>();
  private volatile boolean enough;

  Customers(URI weir, long seed) {
    this.weir = weir;
    for (int i = 0; i < THREADS; i++) {
      String name = "t" + i;
      Random dice = new Random(seed + i);
      going.add(threads.submit(() -> go(name, dice)));
    }
  }

  private Void go(String name, Random dice) throws InterruptedException {
    Deque<Asked> holds = new ArrayDeque<>();
    for (int n = 0; !enough; n++) {
      Asked next = next(name + "-" + n, dice, holds);
      asked.add(next);
      Optional<Answer> answer = send(next);
      if (answer.isEmpty()) {
        Thread.sleep(PAUSE_MS);
      } else if (next.kind().equals("held")) {
        holds.add(next);
      }
    }
    return null;
  }

  private static Asked next(String id, Random dice, Deque<Asked> holds) {
    String user = USERS.get(dice.nextInt(USERS.size()));
    int some = 1 + dice.nextInt(3);
    return switch (dice.nextInt(8)) {
      case 0 -> {
        String body = "{\"user\":\"%s\",\"source\":\"package\",\"amount\":50}".formatted(user);
        yield Asked.of(id, user, "/v1/grants", body, "granted", 50);
      }
      case 1, 2 -> {
        String event = "{\"id\":\"%s\",\"user\":\"%s\",\"meter\":\"ai_seconds\",\"quantity\":%d}";
        yield Asked.of(id, user, "/v1/events", event.formatted(id, user, some), "charged", -some);
      }
      case 3, 4 -> holds.isEmpty() ? hold(id, user) : capture(id, holds.remove(), some);
      case 5 -> hold(id, user);
      default -> Asked.of(id, user, "/v1/charges", of(user, some), "charged", -some);
    };
  }

  private static Asked hold(String id, String user) {
    return Asked.of(id, user, "/v1/holds", of(user, 5), "held", 5);
  }

  private static Asked capture(String id, Asked hold, int amount) {
    String path = "/v1/holds/" + hold.id() + "/capture";
    return Asked.of(id, hold.user(), path, of(hold.user(), amount), "captured", -amount);
  }

  private static String of(String user, int amount) {
    return "{\"user\":\"%s\",\"amount\":%d}".formatted(user, amount);
  }

  /** Empty while nobody knows what became of it. */
  private Optional<Answer> send(Asked one) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(weir.resolve(one.path()))
            .timeout(PATIENCE)
            .header("x-sheen-signature", Welcome.signature(one.body() + one.path()))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", one.id())
            .POST(BodyPublishers.ofString(one.body()))
            .build();
    try {
      HttpResponse<String> got = http.send(request, BodyHandlers.ofString());
      if (got.statusCode() >= 500) {
        return Optional.empty();
      }
      boolean replayed = got.headers().firstValue("Idempotency-Replayed").isPresent();
      Answer answer = new Answer(got.statusCode(), replayed, got.body());
      answered.putIfAbsent(one, answer);
      return Optional.of(answer);
    } catch (IOException nobodyKnows) {
      return Optional.empty();
    }
  }

  /** Sends it, again and again if need be, until it is answered. */
  Answer insist(Asked one) throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    Optional<Answer> answer = send(one);
    while (answer.isEmpty()) {
      assertThat(System.nanoTime()).as("%s is answered in time", one).isLessThan(end);
      Thread.sleep(PAUSE_MS);
      answer = send(one);
    }
    return answer.get();
  }

  /** What each of them was told first. */
  Map<Asked, Answer> answered() {
    return Map.copyOf(answered);
  }

  List<Asked> unanswered() {
    return asked.stream().filter(one -> !answered.containsKey(one)).toList();
  }

  List<Asked> askedFor(String user) {
    return asked.stream().filter(one -> one.user().equals(user)).toList();
  }

  void stop() throws Exception {
    enough = true;
    for (Future<Void> one : going) {
      one.get();
    }
  }

  @Override
  public void close() {
    enough = true;
    threads.close();
    http.close();
  }
}
