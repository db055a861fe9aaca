package dev.weir.ingest.stripe.topup;

import dev.weir.accounting.AccountKey;
import dev.weir.ingest.stripe.wallet.Wallets;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.LedgerEntryRecord;
import dev.weir.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.json.JsonMapper;

/**
 * Follows the ledger's charges, as one of a group: an account's top-ups are the work of whoever has
 * its partition. Reads nothing as long as nobody wants top-ups, and decodes nothing of accounts
 * that do not.
 */
final class TopUpWorker implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(TopUpWorker.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final long LOOK_MS = 30_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, Object> config;
  private final Wallets wallets;
  private final TopUps topUps;
  private final Duration cooldown;
  private final BooleanSupplier walletsKnown;
  private final NewestCharges charges = new NewestCharges();
  private final ExecutorService payments = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean running;
  private @Nullable Thread thread;
  private long nextLook;

  /**
   * @param walletsKnown whether all wallets have been read: a payment of which nobody knows yet
   *     would be made again
   */
  TopUpWorker(
      Map<String, Object> config,
      Wallets wallets,
      TopUps topUps,
      Duration cooldown,
      BooleanSupplier walletsKnown) {
    this.config = config;
    this.wallets = wallets;
    this.topUps = topUps;
    this.cooldown = cooldown;
    this.walletsKnown = walletsKnown;
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name("top-ups").daemon().start(this::run);
  }

  @Override
  public void stop() {
    running = false;
    if (thread != null) {
      thread.interrupt();
    }
    payments.shutdown();
    try {
      // A payment under way may end; one that does not is taken up again by its number.
      boolean ended = payments.awaitTermination(5, TimeUnit.SECONDS);
      LOG.debug("Payments ended in time: {}", ended);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void run() {
    while (running) {
      if (!walletsKnown.getAsBoolean() || !wallets.anyWishes()) {
        pause();
        continue;
      }
      try (KafkaConsumer<String, byte[]> consumer = consumer();
          Deserializer<LedgerEntryRecord> entries =
              AvroSerdes.deserializer(LedgerEntryRecord.class, config)) {
        charges.clear();
        consumer.subscribe(List.of(Topics.LEDGER));
        follow(consumer, entries);
      } catch (WakeupException | org.apache.kafka.common.errors.InterruptException e) {
        LOG.debug("The ledger is no longer followed");
      } catch (RuntimeException e) {
        LOG.warn("The ledger cannot be followed at the moment", e);
        pause();
      }
    }
  }

  private void follow(
      KafkaConsumer<String, byte[]> consumer, Deserializer<LedgerEntryRecord> entries) {
    while (running && wallets.anyWishes()) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        if (wallets.wishes(record.key())) {
          take(record, entries.deserialize(record.topic(), record.value()));
        }
      }
      charges.settle(consumer, System.currentTimeMillis(), this::start);
      look(consumer);
      if (charges.isEmpty()) {
        consumer.commitSync();
      }
    }
  }

  private void take(ConsumerRecord<String, byte[]> record, LedgerEntryRecord entry) {
    AccountKey account = AccountKey.parse(record.key());
    charges.add(account, record, entry);
    if (entry.getKind().equals("granted") && entry.getMetadata() != null) {
      String number = JSON.readTree(entry.getMetadata()).path("topUp").asString("");
      String command = entry.getCommandId() == null ? "" : entry.getCommandId();
      topUps.credited(account, command, number);
    }
  }

  private void start(AccountKey account, LedgerEntryRecord newest) {
    if (topUps.charged(account, newest.getBalanceAfter(), newest.getAt(), cooldown)) {
      payments.execute(() -> topUps.pay(account));
    }
  }

  /** Payments whose end nobody has heard of, on the partitions that are ours. */
  private void look(KafkaConsumer<String, byte[]> consumer) {
    long now = System.currentTimeMillis();
    if (now < nextLook) {
      return;
    }
    nextLook = now + LOOK_MS;
    int partitions = consumer.partitionsFor(Topics.LEDGER).size();
    for (AccountKey account : wallets.flying()) {
      TopUp.Flight flight = wallets.progress(account).flight();
      boolean ours = consumer.assignment().contains(partition(account, partitions));
      if (ours && flight != null && now - flight.startedAt() > LOOK_MS) {
        payments.execute(() -> topUps.look(account));
      }
    }
  }

  private static TopicPartition partition(AccountKey account, int partitions) {
    return new TopicPartition(Topics.LEDGER, Topics.partition(account, partitions));
  }

  private KafkaConsumer<String, byte[]> consumer() {
    Map<String, Object> own = new HashMap<>(config);
    own.put(ConsumerConfig.GROUP_ID_CONFIG, "weir-top-ups");
    own.put(ConsumerConfig.CLIENT_ID_CONFIG, "top-ups");
    own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // The first wish starts the reading, and the charge right after it must not be missed.
    own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "by_duration:PT10M");
    own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    own.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return new KafkaConsumer<>(own, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
