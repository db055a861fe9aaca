package dev.weir.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The services against broker, database and registry from the images that docker-compose.yml uses.
 * Where there is no container engine it is skipped.
 */
@Tag("testcontainers-kafka")
@ExtendWith(AwayFromMidnight.class)
@Testcontainers(disabledWithoutDocker = true)
class ContainersTest {
  private static final int HTTP = 8080;
  private static final Duration START = Duration.ofMinutes(3);

  @Container private static final KafkaContainer KAFKA = new KafkaContainer("apache/kafka:4.3.1");

  @Container
  private static final PostgreSQLContainer DATABASE =
      new PostgreSQLContainer("postgres:18.1")
          .withDatabaseName("weir")
          .withUsername("postgres")
          .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust");

  @Container
  private static final GenericContainer<?> REGISTRY =
      new GenericContainer<>("apicurio/apicurio-registry:3.3.3")
          .withExposedPorts(HTTP)
          .waitingFor(Wait.forHttp("/apis/ccompat/v7/subjects"));

  @Test
  void aChargeGoesInAtTheGatewayAndComesOutAtTheSink(@TempDir Path folder) throws Exception {
    Map<String, String> surroundings =
        Map.of(
            "SPRING_KAFKA_BOOTSTRAP_SERVERS", KAFKA.getBootstrapServers(),
            "SCHEMA_REGISTRY_URL",
                "http://%s:%d/apis/ccompat/v7"
                    .formatted(REGISTRY.getHost(), REGISTRY.getMappedPort(HTTP)),
            "WEIR_DATABASE", DATABASE.getJdbcUrl(),
            "WEIR_EXAMPLES", "true");
    List<Service> services =
        new ClusterPlan(folder, surroundings, Ports::free, "development").services();
    Service gateway = services.get(0);
    Service sink = services.get(2);
    try (ServiceProcess deciding = ServiceProcess.start(services.get(4), List.of());
        ServiceProcess reading = ServiceProcess.start(sink, List.of());
        ServiceProcess taking = ServiceProcess.start(gateway, List.of())) {
      awaitHealthy(deciding, reading, taking);
      String position = charge(gateway.url());
      assertThat(balance(sink.url(), position)).contains("\"seq\":3");
    }
  }

  private static void awaitHealthy(ServiceProcess... all) throws InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    for (ServiceProcess process : all) {
      while (!process.healthy()) {
        assertThat(System.nanoTime()).as(process.service().name()).isLessThan(end);
        Thread.sleep(200);
      }
    }
  }

  private static String charge(String url) throws Exception {
    String path = "/v1/charges";
    String body = "{\"user\":\"ann\",\"amount\":45}";
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(url + path))
                .header("x-sheen-signature", Welcome.signature(body + path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "first")
                .POST(BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.headers().firstValue("Weir-Position").orElseThrow();
  }

  private static String balance(String url, String position) throws Exception {
    String path = "/v1/accounts/ann/balance";
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(url + path))
                .header("x-sheen-signature", Welcome.signature(path))
                .header("Weir-Position", position));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }
}
