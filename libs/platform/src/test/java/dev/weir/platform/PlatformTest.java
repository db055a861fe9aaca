package dev.weir.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformTest {
  @TempDir Path folder;

  @Test
  void whatWasStoredIsFoundAgainAfterARestart() throws Exception {
    PlatformSettings settings = PlatformSettings.anywhere(folder);
    try (Platform platform = Platform.start(settings)) {
      createTopic(platform, "kept");
      execute(platform, "create table kept (id int)");
      assertThat(
              register(platform, "{\"type\":\"record\",\"name\":\"K\",\"fields\":[]}").statusCode())
          .isEqualTo(200);
    }
    try (Platform platform = Platform.start(settings)) {
      assertThat(topics(platform)).contains("kept");
      execute(platform, "insert into kept values (1)");
      assertThat(get(platform, "/subjects").body()).contains("kept-value");
      aSchemaThatOldReadersCannotReadIsRefused(platform);
      aDatabaseThatIsKilledComesBack(platform);
    }
  }

  private static void aSchemaThatOldReadersCannotReadIsRefused(Platform platform) throws Exception {
    String incompatible =
        "{\"type\":\"record\",\"name\":\"K\",\"fields\":[{\"name\":\"n\",\"type\":\"int\"}]}";
    assertThat(register(platform, incompatible).statusCode()).isEqualTo(409);
  }

  private void aDatabaseThatIsKilledComesBack(Platform platform) throws Exception {
    ProcessHandle.allProcesses()
        .filter(this::isOurDatabase)
        .forEach(ProcessHandle::destroyForcibly);
    Instant limit = Instant.now().plusSeconds(60);
    while (!canQuery(platform)) {
      assertThat(Instant.now()).as("the database is back in time").isBefore(limit);
      Thread.sleep(Duration.ofMillis(100));
    }
  }

  private boolean isOurDatabase(ProcessHandle process) {
    String cluster = folder.resolve("postgres/cluster").toString();
    return process.info().arguments().map(List::of).orElse(List.of()).contains(cluster);
  }

  private static boolean canQuery(Platform platform) {
    try (Connection connection = DriverManager.getConnection(platform.jdbcUrl(), "postgres", "");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from kept")) {
      return rows.next() && rows.getInt(1) == 1;
    } catch (java.sql.SQLException e) {
      return false;
    }
  }

  @Test
  void aTakenPortIsRefusedInOneSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThatThrownBy(() -> Ports.requireFree(taken.getLocalPort(), "WEIR_PORT"))
          .isInstanceOf(StartupFailure.class)
          .hasMessageContaining("is taken by another program; set WEIR_PORT");
    }
  }

  /** A service that is started again meets the one before it on its way out. */
  @Test
  void aPortThatIsBeingGivenBackIsWaitedFor() throws Exception {
    try (ServerSocket ending = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> giveBackSoon(ending));
      Ports.requireFree(ending.getLocalPort(), "WEIR_PORT");
      assertThat(ending.isClosed()).isTrue();
    }
  }

  private static void giveBackSoon(ServerSocket ending) {
    try {
      Thread.sleep(300);
      ending.close();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void createTopic(Platform platform, String name) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", platform.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    }
  }

  private static Set<String> topics(Platform platform) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", platform.bootstrapServers()))) {
      return admin.listTopics().names().get();
    }
  }

  private static void execute(Platform platform, String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection(platform.jdbcUrl(), "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static HttpResponse<String> register(Platform platform, String schema) throws Exception {
    String body = "{\"schema\":\"" + schema.replace("\"", "\\\"") + "\"}";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(platform.registryUrl() + "/subjects/kept-value/versions"))
            .header("content-type", "application/vnd.schemaregistry.v1+json")
            .POST(BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  private static HttpResponse<String> get(Platform platform, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(platform.registryUrl() + path)).build(),
          BodyHandlers.ofString());
    }
  }
}
