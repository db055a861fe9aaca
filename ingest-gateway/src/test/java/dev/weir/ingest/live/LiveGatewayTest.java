package dev.weir.ingest.live;

import static dev.weir.ingest.api.Client.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.edge.kafka.KafkaConnection;
import dev.weir.edge.kafka.TopicFollower;
import dev.weir.edge.tenants.Directories;
import dev.weir.edge.tenants.Documents;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.ingest.GatewayApplication;
import dev.weir.ingest.api.Client;
import dev.weir.platform.Platform;
import dev.weir.schemas.TopicSettings;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.TenantRecord;
import dev.weir.schemas.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** The write side on a real broker; only the topology is a stand-in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveGatewayTest {
  private Platform platform;
  private Decider decider;
  private ServletWebServerApplicationContext gateway;
  private Client client;
  private final String user = "u-" + key();

  @BeforeAll
  void start() {
    platform = Platform.temporary();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", platform.bootstrapServers()))) {
      Topics.ensure(admin, TopicSettings.standalone());
    }
    decider =
        new Decider(
            Map.of(
                "bootstrap.servers",
                platform.bootstrapServers(),
                "schema.registry.url",
                platform.registryUrl()));
    gateway = gateway("0");
    client = new Client(port(gateway));
    eventually(() -> new Client(port(gateway)).get("/health").status() == 200);
  }

  private ServletWebServerApplicationContext gateway(String index) {
    return (ServletWebServerApplicationContext)
        new SpringApplicationBuilder(GatewayApplication.class)
            .properties(
                Map.of(
                    "server.port", "0",
                    "management.server.port", "-1",
                    "spring.kafka.bootstrap-servers", platform.bootstrapServers(),
                    "spring.kafka.properties[schema.registry.url]", platform.registryUrl(),
                    "weir.edge.examples", "true",
                    "weir.ingest.index", index,
                    "weir.ingest.decision-timeout", "10s"))
            .run();
  }

  private static int port(ServletWebServerApplicationContext context) {
    return context.getWebServer().getPort();
  }

  @AfterAll
  void stop() throws Exception {
    gateway.close();
    decider.close();
    platform.close();
  }

  @BeforeEach
  void speak() {
    decider.beSilent(false);
  }

  private static void eventually(Callable<Boolean> condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    try {
      while (!condition.call()) {
        assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
        Thread.sleep(50);
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private String charge(int amount) {
    return "{\"user\":\"" + user + "\",\"amount\":" + amount + "}";
  }

  @Test
  void aChargeComesBackDecided() {
    Client.Answer answer = client.post("/v1/charges", charge(100));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    assertThat(answer.text("decision")).isEqualTo("accepted");
  }

  @Test
  void b32FiftyOfOneIdAtOnceGetOneAnswer() throws Exception {
    String id = key();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Client.Answer> one = () -> client.post("/v1/charges", id, charge(7));
      List<Client.Answer> answers =
          pool.invokeAll(IntStream.range(0, 50).mapToObj(i -> one).toList()).stream()
              .map(future -> future.resultNow())
              .toList();
      assertThat(answers).allMatch(answer -> answer.status() == 200);
      assertThat(answers).filteredOn(a -> a.header("Idempotency-Replayed").isEmpty()).hasSize(1);
    }
  }

  @Test
  void f05NoDecisionInTimeIsAnUnknownOutcomeAndARetryIsSafe() {
    decider.beSilent(true);
    String id = key();
    Client.Answer unknown = client.post("/v1/charges", id, charge(3));
    assertThat(unknown.status()).isEqualTo(504);
    assertThat(unknown.text("code")).isEqualTo("outcome_unknown");
    assertThat(unknown.body().path("retry_same_id").asBoolean()).isTrue();
    decider.beSilent(false);
    Client.Answer again = client.post("/v1/charges", id, charge(3));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text("decision")).isEqualTo("duplicate");
  }

  @Test
  void eventsAreAcceptedOnceTheyAreDurable() {
    String event =
        "{\"id\":\"%s\",\"user\":\"%s\",\"meter\":\"ai_seconds\",\"quantity\":1}"
            .formatted(key(), user);
    Client.Answer answer = client.post("/v1/events", "[" + event + "," + event + "]");
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
    assertThat(answer.header("Weir-Position")).matches("p\\d:\\d+");
  }

  @Test
  void aPromptMayBeLongAndOneThatCouldNotGoOnToTheWorkersIsRefused() {
    for (String text :
        List.of("x".repeat(100_000), "\\n".repeat(400_000), "\\u20ac".repeat(170_000))) {
      Client.Answer built = client.post("/v1/ai/build", build(text));
      assertThat(built.status()).as(built.body().toString()).isEqualTo(202);
    }
    for (String text : List.of("x".repeat(930_000), "\\u0001".repeat(170_000))) {
      Client.Answer refused = client.post("/v1/ai/build", build(text));
      assertThat(refused.status()).as(refused.body().toString()).isEqualTo(413);
      assertThat(refused.text("code")).isEqualTo("command_too_large");
    }
  }

  private static String build(String prompt) {
    return "{\"userId\":\"u-%s\",\"prompt\":\"%s\"}".formatted(key(), prompt);
  }

  @Test
  void aClockMovesForEverybodyHere() {
    Client.Answer moved = client.postInTest("/v1/test/clock", "{\"advance\":\"P1D\"}");
    assertThat(moved.status()).as(moved.body().toString()).isEqualTo(200);
    Client.Answer again = client.postInTest("/v1/test/clock", "{\"advance\":\"PT0.001S\"}");
    assertThat(java.time.Instant.parse(again.text("now")))
        .isEqualTo(java.time.Instant.parse(moved.text("now")).plusMillis(1));
    assertThat(
            client.postInTest("/v1/test/clock", "{\"set\":\"2020-01-01T00:00:00Z\"}").text("code"))
        .isEqualTo("clock_backwards");
  }

  @Test
  void f51AnAppliedChangeIsSeenWithinFiveSeconds() {
    Directories directories = new Directories(gateway.getBean(KafkaConnection.class).config());
    assertThat(directories.current().tenants()).containsKeys("sheen", "sparked", "dream");
    directories.publish(
        Documents.parse("{\"tenant\":\"fresh\",\"unit\":\"seconds\",\"hmac\":[\"fresh-secret\"]}"));
    long published = System.nanoTime();
    TenantDirectory directory = gateway.getBean(TenantDirectory.class);
    eventually(() -> directory.tenant("fresh").isPresent());
    assertThat(Duration.ofNanos(System.nanoTime() - published)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void aFollowerGoesOnWhereTheLogBeginsIfWhereItWasIsGone() throws Exception {
    TopicPartition partition = new TopicPartition("cut-off-" + key(), 0);
    Map<String, Object> config = gateway.getBean(KafkaConnection.class).config();
    List<Long> told = new CopyOnWriteArrayList<>();
    TopicFollower<TenantRecord> follower =
        new TopicFollower<>(
            partition.topic(),
            config,
            TenantRecord.class,
            record -> {
              if (record.offset() == 2) {
                throw new RegistryUnavailableException("away");
              }
              told.add(record.offset());
            });
    try (Admin admin = Admin.create(config)) {
      admin.createTopics(List.of(new NewTopic(partition.topic(), 1, (short) 1))).all().get();
      writeNothings(config, partition.topic(), 6);
      follower.start();
      eventually(() -> told.size() == 2);
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(4))).all().get();
      eventually(follower::ready);
      assertThat(told).containsExactly(0L, 1L, 4L, 5L);
    } finally {
      follower.stop();
    }
  }

  private static void writeNothings(Map<String, Object> config, String topic, int count)
      throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < count; i++) {
        producer.send(new ProducerRecord<>(topic, "key", null)).get();
      }
    }
  }
}
