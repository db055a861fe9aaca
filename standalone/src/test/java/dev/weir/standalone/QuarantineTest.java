package dev.weir.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Command;
import dev.weir.accounting.Note;
import dev.weir.accounting.Verb;
import dev.weir.schemas.ToolConnection;
import dev.weir.schemas.Topics;
import dev.weir.schemas.codec.Codec;
import dev.weir.schemas.codec.Envelope;
import dev.weir.schemas.serde.AvroSerdes;
import dev.weir.streams.tool.QuarantineTool;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("F21 a record that is no command")
class QuarantineTest {
  private static final String ADMIN = "sk_live_sparked_admin_dev";
  private static final String ORDINARY = "sk_live_sparked_dev";
  private static final RunningWeir WEIR = RunningWeir.shared();
  private static final Map<String, Object> KAFKA = ToolConnection.from(WEIR.environment());

  @TempDir Path folder;

  private final AccountKey account = AccountKey.parse("sparked/live/q-" + UUID.randomUUID());

  @Test
  void isListedRepairedAndSentAgainWhileTheStreamGoesOn() throws Exception {
    post("/api/credits/initialize", "{\"userId\":\"%s\"}".formatted(account.user()));
    produce(account.text(), "not a command".getBytes(UTF_8));
    JsonNode listed = listed();
    assertThat(listed.get("reason").stringValue()).isEqualTo("not_wire_format");
    String id = listed.get("id").stringValue();
    assertThat(tool("list")).contains(id).contains("not_wire_format");
    // Behind it in the same partition, and decided.
    assertThat(post("/v1/charges", charge(30)).statusCode()).isEqualTo(200);

    assertThat(post("/v1/quarantine/" + id + "/resend", "").statusCode()).isEqualTo(202);
    await(() -> assertThat(count()).isEqualTo(2));

    Path repaired = Files.write(folder.resolve("repaired"), command());
    assertThat(tool("resend", id, repaired.toString())).contains("Sent to weir.commands");
    await(() -> assertThat(available()).isEqualTo("50"));
  }

  @Test
  void isShownToItsOwnTenantAlone() throws Exception {
    produce("dream/live/" + account.user(), new byte[] {1});
    produce(account.text(), new byte[] {1});
    listed();
    assertThat(get("/v1/quarantine?limit=1000", ADMIN).body()).doesNotContain("dream/live/");
    assertThat(get("/v1/quarantine", ORDINARY).statusCode()).isEqualTo(403);
    assertThat(get("/v1/quarantine", "sk_live_nobody").statusCode()).isEqualTo(401);
  }

  @Test
  void showsNothingOfWhatNamesNoTenant() throws Exception {
    produce(account.user(), "whose secret is this".getBytes(UTF_8));
    produce(account.text(), new byte[] {1});
    listed();
    String shown = get("/v1/quarantine?limit=1000", ADMIN).body();
    // Under its own account's key it is shown once, and under the key of nobody not at all.
    assertThat(shown.split(account.user(), -1)).hasSize(2);
  }

  private String charge(int amount) {
    return "{\"user\":\"%s\",\"amount\":%d}".formatted(account.user(), amount);
  }

  /** What the poison should have been. */
  private byte[] command() {
    try (Serializer<SpecificRecord> avro = AvroSerdes.serializer(KAFKA)) {
      long now = System.currentTimeMillis();
      Verb charge = Verb.Charge.strict(20_000_000, Note.NONE);
      Command command = new Command(account, "repaired", now, null, charge);
      return avro.serialize(Topics.COMMANDS, Codec.command(command, Envelope.unanswered(now)));
    }
  }

  private static void produce(String key, byte[] value) throws Exception {
    try (var producer =
        new KafkaProducer<>(KAFKA, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(Topics.COMMANDS, key.getBytes(UTF_8), value)).get();
    }
  }

  private JsonNode listed() throws Exception {
    await(() -> assertThat(count()).isPositive());
    return mine().getFirst();
  }

  private int count() throws Exception {
    return mine().size();
  }

  private List<JsonNode> mine() throws Exception {
    HttpResponse<String> answer = get("/v1/quarantine?limit=1000", ADMIN);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body()).get("records").values().stream()
        .filter(record -> account.text().equals(record.path("key").asString("")))
        .toList();
  }

  private String available() throws Exception {
    String path = "/v1/accounts/" + account.user() + "/balance";
    return JsonMapper.shared().readTree(get(path, ADMIN).body()).get("available").asString();
  }

  private static String tool(String... arguments) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code =
        new QuarantineTool(WEIR.environment(), new PrintStream(said, true, UTF_8))
            .run(List.of(arguments));
    assertThat(code).as(said.toString(UTF_8)).isZero();
    return said.toString(UTF_8);
  }

  private static HttpResponse<String> get(String path, String key) throws Exception {
    return send(request(path, key).GET());
  }

  private static HttpResponse<String> post(String path, String body) throws Exception {
    return send(
        request(path, ADMIN)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofString(body)));
  }

  private static HttpRequest.Builder request(String path, String key) {
    return HttpRequest.newBuilder(WEIR.url().resolve(path))
        .header("Authorization", "Bearer " + key);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  /** Something that becomes so soon. */
  private interface Claim {
    void check() throws Exception;
  }

  private static void await(Claim claim) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      try {
        claim.check();
        return;
      } catch (AssertionError | RuntimeException notYet) {
        if (System.nanoTime() > end) {
          throw notYet;
        }
        Thread.sleep(200);
      }
    }
  }
}
