package dev.weir.ingest.credits;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.api.ApiApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dialect's writes over HTTP, with decisions made by the core on the spot. */
@SpringBootTest(
    classes = ApiApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"management.server.port=0", "weir.edge.follow=false"})
class CreditsApiTest {
  private static final String KEY = "sk_live_sparked_dev";
  private static final String ADMIN = "sk_live_sparked_admin_dev";
  private static final byte[] CLERK = "weir-dev-clerk-secret-0001".getBytes(UTF_8);

  @LocalServerPort private int port;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String user = "u-" + UUID.randomUUID();

  private record Answer(int status, JsonNode body, HttpResponse<String> response) {}

  @Test
  void opensOnceAndTakesWhatIsThere() throws Exception {
    assertThat(post("/api/credits/initialize", "{}").body().path("balance").asInt()).isEqualTo(100);
    assertThat(post("/api/credits/initialize", "{\"amount\":9}").body().path("balance").asInt())
        .isEqualTo(100);
    Answer deducted = post("/api/credits/deduct", "{\"amount\":10.5,\"action\":\"chat\"}");
    assertThat(deducted.status()).isEqualTo(200);
    assertThat(deducted.body().propertyNames()).containsExactly("balance", "transaction_id");
    assertThat(deducted.body().path("balance").asInt()).isEqualTo(89);
    assertThat(deducted.response().headers().firstValue("Weir-Position")).isPresent();
  }

  @Test
  void aShortBalanceIsToldInTheDocumentsWordsAndNothingElse() throws Exception {
    post("/api/credits/initialize", "{}");
    Answer refused = post("/api/credits/deduct", "{\"amount\":100.5,\"action\":\"x\"}");
    assertThat(refused.status()).isEqualTo(402);
    assertThat(refused.body().toString())
        .isEqualTo("{\"error\":\"Insufficient credits\",\"required\":100.5,\"available\":100}");
    Answer paused =
        post("/api/credits/deduct", "{\"amount\":500,\"action\":\"x\",\"paused\":true}");
    assertThat(paused.body().toString())
        .isEqualTo(
            "{\"error\":\"Insufficient"
                + " credits\",\"required\":500,\"available\":100,\"paused\":true}");
  }

  @Test
  void anAccountThatWasNeverInitialisedIsNotFound() throws Exception {
    Answer refused = post("/api/credits/deduct", "{\"amount\":1,\"action\":\"x\"}");
    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.body().path("code").asString()).isEqualTo("account_not_found");
    assertThat(refused.body().path("error").asString()).isNotEmpty();
  }

  @Test
  void addingAndGrantingAreForAdministrators() throws Exception {
    post("/api/credits/initialize", "{}");
    String gift = "{\"userId\":\"%s\",\"amount\":5,\"reason\":\"goodwill\"}".formatted(user);
    assertThat(send("/api/credits/add", gift, "Authorization", "Bearer " + KEY).status())
        .isEqualTo(403);
    Answer added = send("/api/credits/add", gift, "Authorization", "Bearer " + ADMIN);
    assertThat(added.body().path("balance").asInt()).isEqualTo(105);
    String grant = gift.replace("userId", "targetUserId");
    Answer granted =
        send(
            "/api/admin/credits/grant",
            grant,
            "Authorization",
            "Bearer " + ADMIN,
            "X-User-Id",
            "the-administrator");
    assertThat(granted.body().path("balance").asInt()).isEqualTo(110);
  }

  @Test
  void aGrantToTwoUsersIsRefusedAndPaysNeither() throws Exception {
    post("/api/credits/initialize", "");
    String other = "{\"userId\":\"%s\",\"targetUserId\":\"another\",\"amount\":5,\"reason\":\"x\"}";
    Answer refused =
        send("/api/admin/credits/grant", other.formatted(user), "Authorization", "Bearer " + ADMIN);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("code").asString()).isEqualTo("user_ambiguous");
    Answer same =
        send(
            "/api/admin/credits/grant",
            other.formatted(user).replace("another", user),
            "Authorization",
            "Bearer " + ADMIN);
    assertThat(same.body().path("balance").asInt()).isEqualTo(105);
  }

  @Test
  void whoIsInitialisedMayStandInTheHeaderAlone() throws Exception {
    assertThat(post("/api/credits/initialize", "").body().path("balance").asInt()).isEqualTo(100);
  }

  @Test
  void theWebhookOpensAnAccountOnceAndRefusesWhatIsNotSigned() throws Exception {
    String event = "{\"type\":\"user.created\",\"data\":{\"id\":\"%s\"}}".formatted(user);
    assertThat(webhook(event, "msg_1", sign("msg_1", event)).status()).isEqualTo(200);
    post("/api/credits/deduct", "{\"amount\":30,\"action\":\"x\"}");
    assertThat(webhook(event, "msg_1", sign("msg_1", event)).status()).isEqualTo(200);
    assertThat(webhook(event, "msg_2", sign("msg_2", event)).status()).isEqualTo(200);
    assertThat(post("/api/credits/initialize", "{}").body().path("balance").asInt()).isEqualTo(70);
    assertThat(webhook(event, "msg_3", sign("msg_2", event)).status()).isEqualTo(400);
  }

  private Answer post(String path, String body) throws Exception {
    return send(path, body, "Authorization", "Bearer " + KEY, "X-User-Id", user);
  }

  private Answer webhook(String body, String id, String signature) throws Exception {
    String now = Long.toString(System.currentTimeMillis() / 1000);
    return send(
        "/api/webhooks/clerk",
        body,
        "svix-id",
        id,
        "svix-timestamp",
        now,
        "svix-signature",
        signature);
  }

  private static String sign(String id, String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(CLERK, "HmacSHA256"));
    String signed = id + "." + System.currentTimeMillis() / 1000 + "." + body;
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
  }

  private Answer send(String path, String body, String... headers) throws Exception {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Content-Type", "application/json"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .headers(all.toArray(String[]::new))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    return new Answer(
        response.statusCode(), JsonMapper.shared().readTree(response.body()), response);
  }
}
