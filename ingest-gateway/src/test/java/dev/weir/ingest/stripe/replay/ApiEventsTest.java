package dev.weir.ingest.stripe.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weir.accounting.Mode;
import dev.weir.edge.problem.Problem;
import dev.weir.ingest.stripe.StripeApi;
import dev.weir.ingest.stripe.StripeSettings;
import dev.weir.ingest.stripe.tool.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * Stripe's list of events, by a stub that pages as Stripe does and sometimes wants to be left
 * alone.
 */
class ApiEventsTest {
  private static final Instant NOW = Instant.now();

  private final TreeMap<Long, List<String>> kept = new TreeMap<>();
  private final List<Duration> rests = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private HttpServer server;
  private int turnAway;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/events", this::list);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void list(HttpExchange exchange) throws IOException {
    Map<String, String> query = query(exchange);
    requests.add(query.toString());
    if (turnAway > 0) {
      turnAway--;
      answer(
          exchange,
          429,
          "{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"rate_limit\"}}");
      return;
    }
    List<String> found = new ArrayList<>();
    kept.subMap(Long.valueOf(query.get("created[gte]")), Long.valueOf(query.get("created[lt]")))
        .values()
        .forEach(found::addAll);
    List<String> newestFirst = found.reversed();
    String after = query.get("starting_after");
    int begin = after == null ? 0 : newestFirst.indexOf(after) + 1;
    int end = Math.min(newestFirst.size(), begin + Integer.parseInt(query.get("limit")));
    List<String> page = newestFirst.subList(begin, end).stream().map(ApiEventsTest::event).toList();
    answer(
        exchange,
        200,
        "{\"object\":\"list\",\"has_more\":%s,\"data\":%s}"
            .formatted(end < newestFirst.size(), page));
  }

  private static String event(String id) {
    return "{\"id\":\"" + id + "\",\"object\":\"event\",\"new_member\":{\"kept\":true}}";
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    for (String pair : exchange.getRequestURI().getRawQuery().split("&")) {
      String[] parts = pair.split("=", 2);
      query.put(
          URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
          URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void happened(Duration ago, String id) {
    kept.computeIfAbsent(NOW.minus(ago).getEpochSecond(), s -> new ArrayList<>()).add(id);
  }

  private List<String> read(Duration since, String... types) throws IOException {
    StripeSettings settings =
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of(
                        "weir.stripe.key.test", "sk_test_stub",
                        "weir.stripe.retries", "0",
                        "weir.stripe.url", "http://127.0.0.1:" + server.getAddress().getPort())))
            .bindOrCreate("weir.stripe", StripeSettings.class);
    ApiEvents events =
        new ApiEvents(
            new Patience(new StripeApi(settings, Clock.systemUTC()), Mode.TEST, rests::add),
            NOW.minus(since),
            List.of(types));
    List<String> taken = new ArrayList<>();
    events.each(
        (where, event) -> {
          taken.add(where);
          assertThat(new String(event, StandardCharsets.UTF_8)).isEqualTo(event(where));
        });
    return taken;
  }

  @Test
  void allPagesComeOldestFirstAndAsTheyWere() throws IOException {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      String id = "evt_" + i;
      happened(Duration.ofDays(5).minusMinutes(i / 2), id);
      expected.add(id);
    }
    for (int i = 250; i < 260; i++) {
      String id = "evt_" + i;
      happened(Duration.ofDays(4).minusHours(i - 250), id);
      expected.add(id);
    }
    assertThat(read(Duration.ofDays(6))).isEqualTo(expected);
    assertThat(requests).hasSizeLessThan(40);
  }

  @Test
  void whatIsOlderThanAskedForIsNot() throws IOException {
    happened(Duration.ofHours(3), "evt_old");
    happened(Duration.ofHours(1), "evt_new");
    assertThat(read(Duration.ofHours(2), "invoice.paid")).containsExactly("evt_new");
    assertThat(requests.getFirst()).contains("types[0]=invoice.paid");
  }

  @Test
  void whenStripeIsAskedTooOftenItIsLeftAloneForLongerEachTime() throws IOException {
    happened(Duration.ofMinutes(10), "evt_1");
    turnAway = 3;
    assertThat(read(Duration.ofMinutes(30))).containsExactly("evt_1");
    assertThat(rests)
        .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
  }

  @Test
  void aStripeThatNeverAnswersEndsTheReplay() {
    turnAway = Integer.MAX_VALUE;
    assertThatThrownBy(() -> read(Duration.ofMinutes(30)))
        .isInstanceOf(Problem.class)
        .extracting(e -> ((Problem) e).code())
        .isEqualTo("stripe_unavailable");
    assertThat(rests).hasSize(7);
  }
}
