package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class UsageBufferTest {
  private static final Retries FAST =
      new Retries(1, Duration.ofMillis(1), Duration.ofMillis(20), Duration.ofSeconds(5));
  private static final Duration SOON = Duration.ofSeconds(30);

  /** Ids that the server has taken, as Weir would: an id counts once. */
  private final Set<String> counted = ConcurrentHashMap.newKeySet();

  private final List<UsageBuffer.Refusal> refusals = new CopyOnWriteArrayList<>();

  @Test
  void neitherLosesNorDoublesWhileTheServerStumbles() throws InterruptedException {
    Random random = new Random(20261121);
    AtomicInteger stumbles = new AtomicInteger();
    try (Scripted server = new Scripted(seen -> stumbling(seen, random, stumbles));
        UsageBuffer buffer = buffer(server, 500, 50)) {
      List<String> put = new ArrayList<>();
      for (int i = 0; i < 3_000; i++) {
        UsageEvent event = event(i);
        buffer.put(event);
        put.add(event.id());
      }
      assertThat(buffer.flush(SOON)).isTrue();
      assertThat(counted).containsExactlyInAnyOrderElementsOf(put);
      assertThat(stumbles.get()).isPositive();
      assertThat(refusals).isEmpty();
    }
  }

  @Test
  void aBatchIsSentAgainByteForByte() throws InterruptedException {
    AtomicInteger requests = new AtomicInteger();
    try (Scripted server =
            new Scripted(
                seen -> requests.incrementAndGet() < 4 ? Scripted.Reply.of(503, "") : taken(seen));
        UsageBuffer buffer = buffer(server, 10, 10)) {
      buffer.put(event(1).metadata(Map.of("model", "m \"3\"", "tokens", 12)));
      assertThat(buffer.flush(SOON)).isTrue();
      assertThat(server.seen)
          .hasSize(4)
          .extracting(Scripted.Seen::body)
          .containsOnly(server.seen.getFirst().body());
      assertThat(server.seen.getFirst().body()).contains("\"tokens\":12").contains("m \\\"3\\\"");
    }
  }

  @Test
  void aFullBufferMakesItsCallersWaitInsteadOfGrowing() throws InterruptedException {
    try (Scripted server = new Scripted(seen -> Scripted.Reply.of(503, ""));
        UsageBuffer buffer = buffer(server, 5, 2)) {
      for (int i = 0; i < 5; i++) {
        buffer.put(event(i));
      }
      assertThat(buffer.offer(event(5), Duration.ofMillis(50))).isFalse();

      server.now(this::taken);
      assertThat(buffer.offer(event(5), SOON)).isTrue();
      assertThat(buffer.flush(SOON)).isTrue();
      assertThat(counted).hasSize(6);
    }
  }

  @Test
  void oneBadEventIsRefusedAndTheOthersGoThrough() throws InterruptedException {
    try (Scripted server =
            new Scripted(
                seen -> seen.body().contains("poison") ? Scripted.Reply.of(400, "") : taken(seen));
        UsageBuffer buffer = buffer(server, 100, 64)) {
      for (int i = 0; i < 40; i++) {
        buffer.put(i == 17 ? event(i).metadata(Map.of("why", "poison")) : event(i));
      }
      assertThat(buffer.flush(SOON)).isTrue();
      assertThat(counted).hasSize(39);
      assertThat(refusals)
          .hasSize(1)
          .first()
          .extracting(UsageBuffer.Refusal::code)
          .isEqualTo("http_400");
    }
  }

  @Test
  void whatWeirNamesInvalidIsRefusedWithItsReason() throws InterruptedException {
    String answer =
        "{\"results\":[{\"id\":\"x\",\"status\":\"invalid\",\"code\":\"unknown_meter\",\"detail\":\"no"
            + " such meter\"}]}";
    try (Scripted server = new Scripted(seen -> Scripted.Reply.of(202, answer));
        UsageBuffer buffer = buffer(server, 10, 10)) {
      UsageEvent event = event(1);
      buffer.put(event);
      assertThat(buffer.flush(SOON)).isTrue();
      assertThat(refusals)
          .containsExactly(new UsageBuffer.Refusal(event, "unknown_meter", "no such meter"));
    }
  }

  @Test
  void closingHandsBackEverythingThatCouldNotBeDelivered() throws InterruptedException {
    try (Scripted server = new Scripted(seen -> Scripted.Reply.of(503, ""))) {
      UsageBuffer buffer = buffer(server, 100, 10);
      List<UsageEvent> put = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        put.add(event(i));
        buffer.put(put.getLast());
      }
      assertThat(buffer.close(Duration.ofMillis(100))).containsExactlyInAnyOrderElementsOf(put);
    }
  }

  private Scripted.Reply stumbling(Scripted.Seen seen, Random random, AtomicInteger stumbles) {
    int dice = random.nextInt(6);
    if (dice > 2) {
      return taken(seen);
    }
    stumbles.incrementAndGet();
    if (dice == 0) {
      // Taken, but the answer is lost: the client cannot know and has to ask again.
      taken(seen);
      return Scripted.Reply.of(0, "");
    }
    return dice == 1 ? Scripted.Reply.of(503, "") : Scripted.Reply.of(504, "");
  }

  private Scripted.Reply taken(Scripted.Seen seen) {
    List<?> events = (List<?>) java.util.Objects.requireNonNull(JsonReader.read(seen.body()));
    String results =
        events.stream()
            .map(event -> String.valueOf(((Map<?, ?>) event).get("id")))
            .peek(counted::add)
            .map(id -> "{\"id\":\"" + id + "\",\"status\":\"accepted\"}")
            .collect(Collectors.joining(",", "{\"results\":[", "]}"));
    return Scripted.Reply.of(202, results);
  }

  private UsageBuffer buffer(Scripted server, int events, int batch) {
    UsageBuffer.Limits limits =
        new UsageBuffer.Limits(events, batch, 100_000, Duration.ofMillis(5), FAST);
    return WeirClient.of(server.url(), Credentials.apiKey("sk_test"), FAST)
        .usage(limits, refusals::add);
  }

  private static UsageEvent event(int number) {
    return UsageEvent.of("u" + number % 7, "ai_seconds", BigDecimal.valueOf(number + 1));
  }
}
