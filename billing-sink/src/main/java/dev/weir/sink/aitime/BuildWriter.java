package dev.weir.sink.aitime;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Mode;
import dev.weir.edge.kafka.KafkaConnection;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.BuildRecord;
import dev.weir.schemas.serde.AvroSerdes;
import dev.weir.sink.store.BuildRow;
import dev.weir.sink.store.BuildTable;
import dev.weir.sink.store.DatabaseAway;
import dev.weir.sink.store.WriterStatus.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Brings the topic of builds into PostgreSQL. Kafka says which partitions, PostgreSQL says from
 * where, so that a database that was emptied or restored gets what it lacks. A record that is
 * written again changes nothing. The group's offsets are for those who watch its lag.
 */
public final class BuildWriter implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(BuildWriter.class);
  private static final String GROUP = "weir-sink-builds";
  private static final int SESSION_MS = 10_000;
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LAST_WAIT = Duration.ofSeconds(5);

  private final KafkaConnection kafka;
  private final String member;
  private final BuildTable table;
  private volatile boolean running;
  private volatile @Nullable Trouble trouble;
  private @Nullable Thread thread;

  /**
   * @param member this process's lasting name in the group: started again, it takes its place at
   *     once
   */
  public BuildWriter(KafkaConnection kafka, String member, BuildTable table) {
    this.kafka = kafka;
    this.member = member;
    this.table = table;
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name("write-builds").daemon().start(this::run);
  }

  @Override
  public void stop() {
    running = false;
    Thread writing = thread;
    if (writing != null) {
      awaitEnd(writing);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  public Optional<Trouble> trouble() {
    return Optional.ofNullable(trouble);
  }

  private void run() {
    while (running) {
      try (Deserializer<BuildRecord> values =
              AvroSerdes.deserializer(BuildRecord.class, kafka.config());
          KafkaConsumer<String, BuildRecord> consumer =
              new KafkaConsumer<>(config(), new StringDeserializer(), values)) {
        session(consumer);
      } catch (InterruptException stopping) {
        LOG.debug("builds are no longer written");
      } catch (KafkaException | DatabaseAway failure) {
        LOG.warn("builds cannot be written at the moment: {}", failure.getMessage());
        troubled(failure, false);
      } catch (RuntimeException failure) {
        LOG.error("builds cannot be written, and are tried again", failure);
        troubled(failure, true);
      }
    }
  }

  private void session(KafkaConsumer<String, BuildRecord> consumer) {
    Set<TopicPartition> arrived = new HashSet<>();
    consumer.subscribe(List.of(Topics.BUILDS), held(consumer, arrived));
    while (running) {
      boolean reading = !consumer.assignment().isEmpty();
      write(consumer);
      if (reading && arrived.isEmpty()) {
        trouble = null;
      }
      place(consumer, arrived);
    }
  }

  /** Nothing is read of a partition that came before the table has said from where. */
  private static ConsumerRebalanceListener held(
      KafkaConsumer<String, BuildRecord> consumer, Set<TopicPartition> arrived) {
    return new ConsumerRebalanceListener() {
      @Override
      public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
        arrived.addAll(partitions);
      }

      @Override
      public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        arrived.removeAll(partitions);
      }
    };
  }

  private void place(KafkaConsumer<String, BuildRecord> consumer, Set<TopicPartition> arrived) {
    if (!arrived.isEmpty()) {
      Map<Integer, Long> next = table.nextOffsets();
      arrived.forEach(at -> consumer.seek(at, next.getOrDefault(at.partition(), 0L)));
      consumer.resume(arrived);
      arrived.clear();
    }
  }

  private void write(KafkaConsumer<String, BuildRecord> consumer) {
    List<BuildRow> rows = new ArrayList<>();
    ConsumerRecords<String, BuildRecord> polled = consumer.poll(POLL);
    polled.forEach(record -> rows.add(row(record.value(), record.offset())));
    // Past the marks that end transactions too, so that the table can be seen to be at the end.
    SortedMap<Integer, Long> next = new TreeMap<>();
    polled.nextOffsets().forEach((at, offset) -> next.put(at.partition(), offset.offset()));
    if (!next.isEmpty()) {
      table.put(rows, next);
      consumer.commitSync();
    }
  }

  private static BuildRow row(BuildRecord build, long offset) {
    AccountKey account =
        new AccountKey(build.getTenant(), Mode.parse(build.getMode()), build.getUser());
    return new BuildRow(
        account,
        build.getBuildId(),
        build.getType(),
        new BuildRow.Work(
            build.getOperation(), build.getProjectId(), build.getSize(), build.getUpdate()),
        new BuildRow.Figures(build.getEstimateSeconds(), build.getSeconds()),
        build.getReason(),
        new BuildRow.Times(build.getAt(), build.getAt(), offset));
  }

  private Map<String, Object> config() {
    Map<String, Object> config = new HashMap<>(kafka.config());
    config.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, member);
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return config;
  }

  /** It looks up at every poll; an interrupt would only cut its last words short. */
  private static void awaitEnd(Thread writing) {
    try {
      if (!writing.join(LAST_WAIT)) {
        writing.interrupt();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void troubled(RuntimeException failure, boolean needsRepair) {
    Trouble before = trouble;
    Instant since = before == null ? Instant.now() : before.since();
    trouble = new Trouble(failure.toString(), since, needsRepair);
    pause();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
