package dev.weir.sink.support;

import dev.weir.platform.Platform;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** One broker, one database server and one registry for every test of the module. */
public final class Shared {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Platform PLATFORM = start();

  private Shared() {}

  private static Platform start() {
    Platform platform = Platform.temporary();
    Runtime.getRuntime().addShutdownHook(new Thread(platform::close));
    return platform;
  }

  public static Platform platform() {
    return PLATFORM;
  }

  /** A topic that no other test uses. */
  public static String topic(int partitions) throws Exception {
    String name = "ledger-" + NUMBER.incrementAndGet();
    try (Admin admin = admin()) {
      admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
    }
    return name;
  }

  public static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", PLATFORM.bootstrapServers()));
  }

  public static void delete(String topic) throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(topic)).all().get();
    }
  }

  /** The URL of a new, empty database. */
  public static String database() throws SQLException {
    String name = "sink_" + NUMBER.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(PLATFORM.jdbcUrl(), "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return PLATFORM.jdbcUrl().replaceFirst("/weir$", "/" + name);
  }
}
