package dev.weir.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Topics are made as they must be, and what is there otherwise is refused. */
@ExtendWith(RealPlatform.class)
class TopicsTest {

  private static final TopicSettings SETTINGS = new TopicSettings(2, 3, 1, 1, Duration.ofDays(40));

  private static Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:1"));

  @BeforeAll
  static void connect() {
    admin.close(Duration.ZERO);
    String servers = RealPlatform.platform().bootstrapServers();
    admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers));
    Topics.ensure(admin, SETTINGS);
  }

  @AfterAll
  static void disconnect() {
    admin.close();
  }

  @Test
  void everyTopicOfTheContractIsThere() throws Exception {
    assertThat(admin.listTopics().names().get())
        .contains(
            "weir.commands",
            "weir.decisions",
            "weir.ledger",
            "weir.builds",
            "weir.stripe",
            "weir.tenants",
            "weir.catalog",
            "weir.quarantine");
  }

  @Test
  void everyTopicHasItsPartitionsAndExplicitSettings() throws Exception {
    for (Topic topic : Topics.all(SETTINGS)) {
      assertThat(partitions(topic.name())).as(topic.name()).isEqualTo(topic.partitions());
      Config found = config(topic.name());
      topic
          .config(SETTINGS)
          .forEach(
              (name, value) -> {
                ConfigEntry entry = found.get(name);
                assertThat(entry.value()).as(topic.name() + " " + name).isEqualTo(value);
                assertThat(entry.source())
                    .as(topic.name() + " " + name)
                    .isEqualTo(ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG);
              });
    }
    assertThat(partitions(Topics.DECISIONS)).isEqualTo(3);
    assertThat(config(Topics.LEDGER).get(TopicConfig.RETENTION_MS_CONFIG).value()).isEqualTo("-1");
  }

  @Test
  void whatIsThereAndRightIsLeftAlone() {
    Topics.ensure(admin, SETTINGS);
  }

  @Test
  void severalServicesMayStartAtOnce() throws Exception {
    List<Topic> topics = List.of(Topic.kept("weir.race", 2, Topic.FOR_EVER, 1024));
    try (ExecutorService services = Executors.newVirtualThreadPerTaskExecutor()) {
      Runnable start = () -> TopicCheck.ensure(admin, SETTINGS, topics);
      List<? extends Future<?>> all =
          List.of(services.submit(start), services.submit(start), services.submit(start));
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertThat(partitions("weir.race")).isEqualTo(2);
  }

  @Test
  void anotherNumberOfPartitionsIsRefused() {
    TopicSettings more = new TopicSettings(4, 3, 1, 1, Duration.ofDays(40));
    assertThatThrownBy(() -> Topics.ensure(admin, more))
        .isInstanceOf(TopicMismatchException.class)
        .hasMessageMatching("Topic weir\\.\\w+ has partitions 2, but the settings want 4: .*");
  }

  @Test
  void anotherRetentionIsRefused() throws Exception {
    refusedWith(
        Topics.COMMANDS,
        TopicConfig.RETENTION_MS_CONFIG,
        "60000",
        "Topic weir.commands has retention.ms 60000, but the settings want 3456000000");
  }

  @Test
  void aLedgerThatForgetsIsRefused() throws Exception {
    refusedWith(
        Topics.LEDGER,
        TopicConfig.CLEANUP_POLICY_CONFIG,
        "compact",
        "Topic weir.ledger has cleanup.policy compact, but the settings want delete");
  }

  @Test
  void fewerReplicasInSyncThanWantedAreRefused() {
    TopicSettings safe = new TopicSettings(2, 3, 3, 2, Duration.ofDays(40));
    assertThatThrownBy(() -> Topics.ensure(admin, safe))
        .isInstanceOf(TopicMismatchException.class)
        .hasMessageContaining("has min.insync.replicas 1, but the settings want 2");
  }

  @Test
  void settingsThatWouldForgetACommandBeforeItsIdAreRefused() {
    assertThatThrownBy(() -> new TopicSettings(2, 3, 1, 1, Duration.ofDays(7)))
        .hasMessageContaining("36 days");
    assertThatThrownBy(() -> new TopicSettings(2, 3, 1, 2, Duration.ofDays(40)))
        .hasMessageContaining("2 of 1");
  }

  private static void refusedWith(String topic, String name, String wrong, String sentence)
      throws Exception {
    String right = config(topic).get(name).value();
    set(topic, name, wrong);
    try {
      assertThatThrownBy(() -> Topics.ensure(admin, SETTINGS))
          .isInstanceOf(TopicMismatchException.class)
          .hasMessageContaining(sentence);
    } finally {
      set(topic, name, right);
    }
  }

  private static void set(String topic, String name, String value) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    AlterConfigOp change =
        new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
    while (!config(topic).get(name).value().equals(value)) {
      Thread.sleep(20);
    }
  }

  private static int partitions(String topic) throws Exception {
    return admin.describeTopics(Set.of(topic)).allTopicNames().get().get(topic).partitions().size();
  }

  private static Config config(String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(Set.of(resource)).all().get().get(resource);
  }
}
