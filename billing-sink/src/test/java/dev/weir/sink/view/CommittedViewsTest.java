package dev.weir.sink.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.accounting.AccountKey;
import dev.weir.schemas.avro.AccountRecord;
import dev.weir.schemas.avro.LedgerEntryRecord;
import dev.weir.schemas.serde.AvroSerdes;
import dev.weir.sink.ledger.AvroLedgerReader;
import dev.weir.sink.ledger.BrokenLedger;
import dev.weir.sink.ledger.LedgerReader;
import dev.weir.sink.settings.SinkSettings;
import dev.weir.sink.support.Shared;
import dev.weir.sink.support.Teller;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * What the group says is folded is in the changelogs: an instance that has nothing of its own goes
 * on where one that died had committed, and misses no entry.
 */
class CommittedViewsTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int COMMANDS = 3_000;
  private static final int ACCOUNTS = 7;

  /** Between two commands, so that one in three begins a day and makes several entries. */
  private static final long HOUR = Duration.ofHours(1).toMillis();

  /** Whoever does not ask for more within a second is taken for dead; little comes at a time. */
  private static final Map<String, String> IMPATIENT =
      Map.of(
          "weir.sink.kafka[main.consumer.session.timeout.ms]", "6000",
          "weir.sink.kafka[main.consumer.max.poll.interval.ms]", "1000",
          "weir.sink.kafka[main.consumer.max.poll.records]", "100");

  @TempDir Path folder;

  private final Teller teller = new Teller();
  private final Map<String, Object> connection =
      Map.of(
          "bootstrap.servers", Shared.platform().bootstrapServers(),
          "schema.registry.url", Shared.platform().registryUrl());
  private final LedgerReader reader = reader();
  private String topic;

  private LedgerReader reader() {
    return new AvroLedgerReader(
        "ledger", AvroSerdes.deserializer(LedgerEntryRecord.class, connection));
  }

  @BeforeEach
  void aLedger() throws Exception {
    topic = Shared.topic(1);
    Map<String, Object> config = new HashMap<>(connection);
    try (KafkaProducer<String, LedgerEntryRecord> producer =
        new KafkaProducer<>(config, new StringSerializer(), AvroSerdes.serializer(connection))) {
      long now = System.currentTimeMillis();
      for (int i = 0; i < COMMANDS; i++) {
        AccountKey key = Teller.sheen("u" + i % ACCOUNTS);
        for (LedgerEntryRecord entry : Teller.wire(teller.charges(key, 1, now + i * HOUR), 0, i)) {
          producer.send(new ProducerRecord<>(topic, key.text(), entry));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsCommittedIsInTheChangelogs(boolean alone) {
    Map<String, String> often =
        Map.of("weir.sink.commit-interval", "5ms", "weir.sink.alone", Boolean.toString(alone));
    // It dies while it commits all the time, each time a little further.
    for (int death = 1; death <= 3; death++) {
      long last = death * COMMANDS / 4L;
      try (ViewStreams dying =
          start(
              "dies-" + death,
              (value, partition, offset) -> {
                if (offset >= last) {
                  throw new BrokenLedger("dead at " + offset);
                }
                pause(offset);
                return reader.read(value, partition, offset);
              },
              often)) {
        await().atMost(LONG).until(() -> dying.broken().isPresent());
        assertThat(dying.broken()).hasValueSatisfying(why -> assertThat(why).contains("dead at"));
      }
    }
    try (ViewStreams heir = start("heir", reader, often)) {
      showsEverything(heir);
    }
  }

  /** It held views that were not committed when it froze; another has folded on meanwhile. */
  @Test
  void whoWasTakenForDeadLeavesNothingInTheChangelogsWhenItWakes() throws Exception {
    CountDownLatch frozen = new CountDownLatch(1);
    CountDownLatch overtaken = new CountDownLatch(1);
    LedgerReader freezing =
        (value, partition, offset) -> {
          if (offset == COMMANDS / 2) {
            frozen.countDown();
            awaitDown(overtaken);
          }
          return reader.read(value, partition, offset);
        };
    AtomicBoolean woken = new AtomicBoolean();
    try (ViewStreams sleeping = start("sleeps", freezing, IMPATIENT)) {
      sleeping.onSetback(() -> woken.set(overtaken.getCount() == 0));
      awaitDown(frozen);
      try (ViewStreams other = start("overtakes", reader, another(IMPATIENT))) {
        showsEverything(other);
      }
      overtaken.countDown();
      await().atMost(LONG).untilTrue(woken);
    }
    try (ViewStreams heir = start("heir", reader, Map.of())) {
      showsEverything(heir);
    }
  }

  private void showsEverything(ViewStreams heir) {
    Views views = new Views(heir, serde(), "127.0.0.1:8080", (_, _, _) -> new byte[0], caughtUp());
    teller
        .accounts()
        .forEach(
            (key, account) -> {
              await()
                  .atMost(LONG)
                  .ignoreExceptions()
                  .until(() -> views.get(key).seq() == account.seq());
              assertThat(heir.broken()).isEmpty();
              assertThat(views.get(key).account()).isEqualTo(account);
            });
  }

  /** What it had folded and not committed comes again, and until then reads would show the past. */
  @Test
  void aThreadThatDiesIsToldOfAndAStartIsNot() {
    AtomicInteger told = new AtomicInteger();
    AtomicInteger toldBefore = new AtomicInteger(-1);
    try (ViewStreams replacing =
        start(
            "replaces",
            (value, partition, offset) -> {
              if (offset == COMMANDS / 2 && toldBefore.compareAndSet(-1, told.get())) {
                throw new DisconnectException("the registry is away");
              }
              return reader.read(value, partition, offset);
            },
            Map.of())) {
      replacing.onSetback(told::incrementAndGet);
      await().atMost(LONG).until(() -> toldBefore.get() >= 0 && told.get() > toldBefore.get());
      assertThat(toldBefore).hasValue(0);
      assertThat(replacing.broken()).isEmpty();
    }
  }

  /** So that many commits fall between the first entry and the last. */
  private static void pause(long offset) {
    if (offset % 10 == 0) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Views.CatchUp caughtUp() {
    return new Views.CatchUp() {
      @Override
      public boolean done(int partition) {
        return true;
      }

      @Override
      public int partitions() {
        return 1;
      }

      @Override
      public OptionalLong entriesLeft(int partition) {
        return OptionalLong.of(0);
      }
    };
  }

  /** The same settings for another instance. */
  private static Map<String, String> another(Map<String, String> settings) {
    Map<String, String> own = new HashMap<>(settings);
    own.put("weir.sink.instance-id", "another");
    return own;
  }

  private static void awaitDown(CountDownLatch latch) {
    try {
      assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ViewStreams start(String own, LedgerReader how, Map<String, String> more) {
    Map<String, String> told = new HashMap<>(more);
    told.put("weir.sink.application-id", "views-of-" + topic);
    told.put("weir.sink.folder", folder.resolve(own).toString());
    SinkSettings settings =
        new Binder(new MapConfigurationPropertySource(told))
            .bind("weir.sink", SinkSettings.class)
            .get();
    Folding folding = new Folding(topic, how, serde(), new ViewChanges(Runnable::run));
    ViewStreams streams = new ViewStreams(settings, folding, connection);
    streams.start();
    return streams;
  }

  private ViewSerde serde() {
    return new ViewSerde(AvroSerdes.serde(AccountRecord.class, connection));
  }
}
