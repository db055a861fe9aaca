package dev.weir.sink;

import static org.awaitility.Awaitility.await;

import dev.weir.platform.Ports;
import dev.weir.schemas.TopicSettings;
import dev.weir.schemas.Topics;
import dev.weir.sink.support.Cable;
import dev.weir.sink.support.Ledger;
import dev.weir.sink.support.Shared;
import dev.weir.sink.support.Sink;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/** A running read side with the ledger it reads and a database it is cabled to. */
final class ReadSide implements AutoCloseable {
  private final Path folder;
  private final String url;
  private final Cable cable;
  private final Map<String, String> settings;
  private final Ledger ledger;
  private final Sink sink;

  /** Starts it for the first test that asks; it ends with the run, before the broker does. */
  static final class OneForAll implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
      return parameter.getParameter().getType() == ReadSide.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
      return test.getRoot()
          .getStore(Namespace.create(ReadSide.class))
          .computeIfAbsent(ReadSide.class, _ -> started(), ReadSide.class);
    }
  }

  private ReadSide() throws IOException, SQLException {
    folder = Files.createTempDirectory("weir-read-side");
    url = Shared.database();
    cable = new Cable(URI.create(url.substring("jdbc:".length())).getPort());
    settings = settings();
    ledger =
        new Ledger(
            Map.of(
                "bootstrap.servers",
                Shared.platform().bootstrapServers(),
                "schema.registry.url",
                Shared.platform().registryUrl()),
            TopicSettings.standalone().partitions());
    sink = new Sink(settings, Ports.free());
  }

  private static ReadSide started() {
    try (Admin admin = Shared.admin()) {
      Topics.ensure(admin, TopicSettings.standalone());
      ReadSide side = new ReadSide();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> side.sink.raw("/health", Map.of()).status() == 200);
      return side;
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, String> settings() {
    Map<String, String> all = new HashMap<>();
    all.put("spring.kafka.bootstrap-servers", Shared.platform().bootstrapServers());
    all.put("spring.kafka.properties[schema.registry.url]", Shared.platform().registryUrl());
    all.put("spring.datasource.url", url.replaceFirst(":\\d+/", ":" + cable.port() + "/"));
    all.put("spring.datasource.username", "weir_writer");
    all.put("spring.datasource.hikari.connection-timeout", "1000");
    all.put("spring.flyway.url", url);
    all.put("spring.flyway.user", "postgres");
    all.put("weir.sink.folder", folder.resolve("one").toString());
    all.put("weir.sink.hop-secret", "a secret of these tests");
    return all;
  }

  Sink sink() {
    return sink;
  }

  Ledger ledger() {
    return ledger;
  }

  /** Between the read side and its database. */
  Cable cable() {
    return cable;
  }

  /** Another instance beside the first, with state of its own. */
  Sink another() throws IOException {
    Map<String, String> own = new HashMap<>(settings);
    own.put("weir.sink.folder", folder.resolve("two").toString());
    own.put("weir.sink.instance-id", "sink-1");
    return new Sink(own, Ports.free());
  }

  /** The database as its owner sees it, past the cable. */
  Connection owner() throws SQLException {
    return DriverManager.getConnection(url, "postgres", "");
  }

  @Override
  public void close() throws IOException {
    sink.close();
    ledger.close();
    cable.close();
    FileSystemUtils.deleteRecursively(folder);
  }
}
