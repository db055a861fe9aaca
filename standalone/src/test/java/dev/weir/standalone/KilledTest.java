package dev.weir.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.standalone.Customers.Answer;
import dev.weir.standalone.Customers.Asked;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All of Weir dies at once, as by kill -9, and is started again on what it left. */
@ExtendWith(AwayFromMidnight.class)
@Isolated("a second Weir needs the machine")
class KilledTest {
  private static final long SEED = System.nanoTime();
  private static final Duration LOAD = Duration.ofSeconds(4);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration A_WHILE = Duration.ofSeconds(15);
  private static final int REPEATS = 100;

  @Test
  void nothingAcknowledgedIsLostOrCountsTwice() throws Exception {
    System.out.println("seed " + SEED);
    try (RunningWeir weir = RunningWeir.own();
        Customers customers = new Customers(weir.url(), SEED)) {
      Thread.sleep(LOAD);
      long end = System.nanoTime() + LONGEST.toNanos();
      while (customers.answered().size() < 3 * REPEATS && System.nanoTime() < end) {
        Thread.sleep(50);
      }
      weir.kill();
      Thread.sleep(Duration.ofSeconds(1));
      customers.stop();
      Map<Asked, Answer> before = customers.answered();
      assertThat(before).as("answered before the kill").hasSizeGreaterThan(REPEATS);
      assertThat(customers.unanswered()).as("what the kill left open").isNotEmpty();

      weir.startAgain();
      for (Asked open : customers.unanswered()) {
        customers.insist(open);
      }
      assertThat(customers.answered()).allSatisfy(KilledTest::isGood);
      aBuildIsShown(weir.url(), customers);
      for (Asked one : before.keySet().stream().limit(REPEATS).toList()) {
        isReplayed(one, before.get(one), customers.insist(one));
      }
      for (String user : Customers.USERS) {
        addsUp(weir.url(), user, customers.askedFor(user));
      }
    }
  }

  /** The killed process was still one of those who write builds. */
  private static void aBuildIsShown(URI weir, Customers customers) throws Exception {
    String id = "build-" + SEED;
    String body = "{\"userId\": \"builder\", \"projectId\": \"p\", \"prompt\": \"a shop\"}";
    customers.insist(Asked.of(id, "builder", "/v1/ai/build", body, "held", 0));
    assertThat(get(weir, "/v1/builds/" + id, "s0").get("status").asString()).isEqualTo("queued");
  }

  /** More is granted than is ever asked for: there is nothing to refuse. */
  private static void isGood(Asked asked, Answer answer) {
    assertThat(answer.status()).as("%s: %s", asked, answer).isBetween(200, 202);
    assertThat(answer.body()).contains(asked.path().equals("/v1/events") ? "accepted" : "decision");
  }

  private static void isReplayed(Asked asked, Answer first, Answer again) {
    assertThat(again.status()).as("%s again", asked).isEqualTo(first.status());
    assertThat(original(again)).as("%s again", asked).isEqualTo(original(first));
    if (!asked.path().equals("/v1/events")) {
      assertThat(again.replayed()).as("%s again is marked", asked).isTrue();
      assertThat(again.body()).contains("\"decision\":\"duplicate\"");
    }
  }

  private static String original(Answer answer) {
    return answer.body().replace("\"decision\":\"duplicate\"", "\"decision\":\"accepted\"");
  }

  private static void addsUp(URI weir, String user, List<Asked> asked) throws Exception {
    List<JsonNode> ledger = wholeLedger(weir, user, asked.size());
    BigDecimal total = BigDecimal.ZERO;
    for (int i = 0; i < ledger.size(); i++) {
      JsonNode entry = ledger.get(i);
      total = total.add(entry.get("amount").decimalValue());
      assertThat(entry.get("seq").asLong()).as("%s: %s", user, entry).isEqualTo(i + 1);
      assertThat(entry.get("balanceAfter").decimalValue())
          .as("%s: %s", user, entry)
          .isEqualByComparingTo(total);
    }
    assertThat(ledger.stream().filter(KilledTest::wasAsked).map(KilledTest::line))
        .as("each request of %s, once and with its amount, and no other", user)
        .containsExactlyInAnyOrderElementsOf(asked.stream().map(KilledTest::line).toList());
    JsonNode balance = get(weir, "/v1/accounts/" + user + "/balance", "s" + ledger.size());
    assertThat(balance.get("total").decimalValue()).as(user).isEqualByComparingTo(total);
    assertThat(balance.get("seq").asLong()).as(user).isEqualTo(ledger.size());
  }

  /** Events are decided after they are answered: it waits for them, and not for what is more. */
  private static List<JsonNode> wholeLedger(URI weir, String user, int asked) throws Exception {
    long end = System.nanoTime() + SOON.toNanos();
    List<JsonNode> ledger = ledger(weir, user);
    while (ledger.stream().filter(KilledTest::wasAsked).count() < asked
        && System.nanoTime() < end) {
      Thread.sleep(200);
      ledger = ledger(weir, user);
    }
    return ledger;
  }

  private static List<JsonNode> ledger(URI weir, String user) throws Exception {
    List<JsonNode> entries = new ArrayList<>();
    String next = "0";
    while (!next.equals("null")) {
      JsonNode page = get(weir, "/v1/accounts/" + user + "/ledger?after=" + next, "s0");
      page.get("entries").forEach(entries::add);
      next = page.get("next").toString();
    }
    return entries;
  }

  /** Not so what comes by itself: the opening and the day's bonus, and what of them expires. */
  private static boolean wasAsked(JsonNode entry) {
    return switch (entry.get("kind").asString()) {
      case "granted" -> entry.at("/draws/0/bucket").equals(entry.get("commandId"));
      case "expired" -> false;
      default -> true;
    };
  }

  private static String line(JsonNode entry) {
    String kind = entry.get("kind").asString();
    BigDecimal amount = entry.get("amount").decimalValue();
    if (kind.equals("held")) {
      for (JsonNode draw : entry.get("draws")) {
        amount = amount.add(draw.get("amount").decimalValue());
      }
    }
    return line(entry.get("commandId").asString(), kind, amount);
  }

  private static String line(Asked asked) {
    return line(asked.id(), asked.kind(), asked.amount());
  }

  private static String line(String id, String kind, BigDecimal amount) {
    return "%s %s %s".formatted(id, kind, amount.stripTrailingZeros().toPlainString());
  }

  /** For a while after a start a read may be told to come again. */
  private static JsonNode get(URI weir, String path, String position) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(weir.resolve(path))
            .header("x-sheen-signature", Welcome.signature(path.replaceFirst("[?].*", "")))
            .header("Weir-Position", position)
            .build();
    long end = System.nanoTime() + A_WHILE.toNanos();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      while (answer.statusCode() == 503 && System.nanoTime() < end) {
        Thread.sleep(200);
        answer = http.send(request, BodyHandlers.ofString());
      }
      assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
      return JsonMapper.shared().readTree(answer.body());
    }
  }
}
