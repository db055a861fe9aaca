package dev.weir.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes the topics that are missing and refuses to go on with one that is not as it must be:
 * another number of partitions would give every account a second state, and a shorter retention
 * would lose entries quietly.
 */
final class TopicCheck {

  private static final String TRANSACTIONS = "transaction.version";
  private static final int TRANSACTIONS_V2 = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Admin admin;
  private final TopicSettings settings;

  private TopicCheck(Admin admin, TopicSettings settings) {
    this.admin = admin;
    this.settings = settings;
  }

  static void ensure(Admin admin, TopicSettings settings, List<Topic> topics) {
    TopicCheck check = new TopicCheck(admin, settings);
    check.transactions();
    check.make(topics);
    check.partitions(topics);
    check.configs(topics);
  }

  /** Before version 2 a transaction that timed out could be joined to the next one. */
  private void transactions() {
    FinalizedVersionRange range =
        get(admin.describeFeatures().featureMetadata()).finalizedFeatures().get(TRANSACTIONS);
    int version = range == null ? 0 : range.maxVersionLevel();
    if (version < TRANSACTIONS_V2) {
      throw new TopicMismatchException(
          "The broker's feature %s is at %d, but Weir needs %d: upgrade it with kafka-features.sh."
              .formatted(TRANSACTIONS, version, TRANSACTIONS_V2));
    }
  }

  private void make(List<Topic> topics) {
    Set<String> there = get(admin.listTopics().names());
    List<Topic> missing = topics.stream().filter(topic -> !there.contains(topic.name())).toList();
    Map<String, KafkaFuture<Void>> made =
        admin.createTopics(missing.stream().map(topic -> topic.made(settings)).toList()).values();
    made.values().forEach(this::unlessThere);
  }

  /** Another service may have been faster; what it made is checked like any other. */
  private void unlessThere(KafkaFuture<Void> made) {
    try {
      get(made);
    } catch (TopicExistsException e) {
      return;
    }
  }

  private void partitions(List<Topic> topics) {
    Map<String, Topic> byName = topics.stream().collect(Collectors.toMap(Topic::name, it -> it));
    Map<String, TopicDescription> found =
        patiently(() -> get(admin.describeTopics(byName.keySet()).allTopicNames()));
    byName.forEach(
        (name, topic) -> {
          int actual = requireNonNull(found.get(name)).partitions().size();
          refuse(topic, actual == topic.partitions(), "partitions", actual, topic.partitions());
        });
  }

  /** A topic that was just made is not known everywhere at once. */
  private static <T> T patiently(Supplier<T> ask) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return ask.get();
      } catch (UnknownTopicOrPartitionException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        pause();
      }
    }
  }

  private void configs(List<Topic> topics) {
    Map<ConfigResource, Topic> byResource =
        topics.stream()
            .collect(
                Collectors.toMap(
                    topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                    topic -> topic));
    Map<ConfigResource, Config> found =
        patiently(() -> get(admin.describeConfigs(byResource.keySet()).all()));
    byResource.forEach((resource, topic) -> config(topic, requireNonNull(found.get(resource))));
  }

  private void config(Topic topic, Config found) {
    exactly(topic, found, TopicConfig.CLEANUP_POLICY_CONFIG, topic.cleanup());
    if (topic.cleanup().equals(TopicConfig.CLEANUP_POLICY_DELETE)) {
      String retention = Long.toString(topic.retention().toMillis());
      exactly(topic, found, TopicConfig.RETENTION_MS_CONFIG, retention);
    }
    String inSync = TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
    int actual = Integer.parseInt(value(found, inSync));
    int wanted = settings.minInsyncReplicas();
    refuse(topic, actual >= wanted, inSync, actual, wanted);
  }

  private static void exactly(Topic topic, Config found, String name, String wanted) {
    String actual = value(found, name);
    refuse(topic, actual.equals(wanted), name, actual, wanted);
  }

  private static String value(Config config, String name) {
    ConfigEntry entry = config.get(name);
    return entry == null || entry.value() == null ? "" : entry.value();
  }

  private static void refuse(
      Topic topic, boolean right, String what, Object actual, Object wanted) {
    if (!right) {
      throw new TopicMismatchException(
          "Topic %s has %s %s, but the settings want %s: change the settings or mend the topic."
              .formatted(topic.name(), what, actual, wanted));
    }
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new KafkaException("The broker failed.", e.getCause());
    } catch (TimeoutException e) {
      throw new org.apache.kafka.common.errors.TimeoutException("The broker does not answer.", e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
