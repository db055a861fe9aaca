package dev.weir.ingest.stripe.replay;

import dev.weir.accounting.Amounts;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.LedgerEntryRecord;
import dev.weir.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What the ledger got from a stretch of events: waits until the topology has decided all of them, and reads the
 * entries that came meanwhile and are Stripe's.
 */
final class Changes {
  private static final Set<String> STRIPES =
      Set.of(
          "package_purchase",
          "auto_topup",
          "subscription_renewal",
          "subscription_change",
          "refund",
          "dispute",
          "dispute_won");
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> config;
  private final String application;
  private final Map<TopicPartition, Long> before;

  /** From now on. */
  Changes(Map<String, Object> config, String application) {
    this.config = config;
    this.application = application;
    this.before = ends(Topics.LEDGER);
  }

  /** Lines for a person: what changed, of how many accounts. */
  List<String> until(long lastEvent) {
    if (lastEvent >= 0) {
      await(Map.of(new TopicPartition(Topics.STRIPE, 0), lastEvent + 1));
      await(ends(Topics.COMMANDS));
    }
    Map<String, Long> kinds = new TreeMap<>();
    Map<String, Long> amounts = new HashMap<>();
    Set<String> accounts = new HashSet<>();
    for (LedgerEntryRecord entry : entries()) {
      kinds.merge(entry.getKind(), 1L, Long::sum);
      amounts.merge(entry.getKind(), entry.getAmount(), Long::sum);
      accounts.add(entry.getTenant() + "/" + entry.getMode() + "/" + entry.getUser());
    }
    if (kinds.isEmpty()) {
      return List.of("nothing changed");
    }
    List<String> lines = new ArrayList<>();
    lines.add("changed " + accounts.size() + " accounts:");
    kinds.forEach(
        (kind, count) ->
            lines.add(
                "  %-16s %8d entries, %s"
                    .formatted(kind, count, Amounts.format(amounts.getOrDefault(kind, 0L)))));
    return lines;
  }

  /** Until the application has committed as far as that. */
  private void await(Map<TopicPartition, Long> offsets) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (Admin admin = Admin.create(config)) {
      while (!reached(admin, offsets)) {
        if (System.nanoTime() > deadline) {
          throw new KafkaException("the topology does not take the events; is Weir running?");
        }
        Thread.sleep(POLL);
      }
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException(e);
    }
  }

  private boolean reached(Admin admin, Map<TopicPartition, Long> offsets)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(application).partitionsToOffsetAndMetadata().get();
    return offsets.entrySet().stream()
        .allMatch(
            each -> {
              OffsetAndMetadata at = committed.get(each.getKey());
              return each.getValue() == 0 || (at != null && at.offset() >= each.getValue());
            });
  }

  /** An entry is Stripe's if a command of Stripe's has caused it: the first of them says so. */
  private List<LedgerEntryRecord> entries() {
    List<LedgerEntryRecord> entries = new ArrayList<>();
    Set<String> commands = new HashSet<>();
    for (LedgerEntryRecord entry : read()) {
      if (entry.getOperation() != null && STRIPES.contains(entry.getOperation())) {
        commands.add(entry.getUser() + "/" + entry.getCommandId());
      }
      entries.add(entry);
    }
    entries.removeIf(
        entry -> !commands.contains(entry.getUser() + "/" + entry.getCommandId()));
    return entries;
  }

  private List<LedgerEntryRecord> read() {
    List<LedgerEntryRecord> entries = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer = consumer();
        Deserializer<LedgerEntryRecord> values =
            AvroSerdes.deserializer(LedgerEntryRecord.class, config)) {
      consumer.assign(before.keySet());
      before.forEach(consumer::seek);
      Map<TopicPartition, Long> end = consumer.endOffsets(before.keySet());
      while (end.entrySet().stream()
          .anyMatch(each -> consumer.position(each.getKey()) < each.getValue())) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          entries.add(values.deserialize(record.topic(), record.value()));
        }
      }
    }
    return entries;
  }

  private Map<TopicPartition, Long> ends(String topic) {
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      return consumer.endOffsets(
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList());
    }
  }

  private KafkaConsumer<String, byte[]> consumer() {
    Map<String, Object> own = new HashMap<>(config);
    own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    own.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return new KafkaConsumer<>(own, new StringDeserializer(), new ByteArrayDeserializer());
  }
}
