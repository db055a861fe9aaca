package dev.weir.streams.topology;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Command;
import dev.weir.accounting.Mode;
import dev.weir.accounting.Verb;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.BuildRecord;
import dev.weir.schemas.avro.DecisionRecord;
import dev.weir.schemas.avro.LedgerEntryRecord;
import dev.weir.schemas.avro.QuarantineRecord;
import dev.weir.schemas.codec.Codec;
import dev.weir.schemas.codec.Envelope;
import dev.weir.schemas.registry.RegistryClient;
import dev.weir.schemas.registry.RegistrySettings;
import dev.weir.schemas.serde.ConfluentAvroDeserializer;
import dev.weir.schemas.serde.ConfluentAvroSerializer;
import dev.weir.streams.TestRegistry;
import dev.weir.streams.decide.Tally;
import dev.weir.streams.decide.Wire;
import dev.weir.streams.guard.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The real topology in memory, fed with commands; says what came out since it was last asked. */
final class Run implements AutoCloseable {

  static final long T0 = Instant.parse("2026-11-21T10:00:00Z").toEpochMilli();
  static final long MICROS = 1_000_000;
  static final AccountKey ANN = new AccountKey("sheen", Mode.LIVE, "ann");
  static final AccountKey TESTER = new AccountKey("sheen", Mode.TEST, "tess");

  private final TestRegistry registry = TestRegistry.start();
  private final RegistryClient client = new RegistryClient(RegistrySettings.at(registry.url()));
  private final ConfluentAvroSerializer serializer = new ConfluentAvroSerializer(client);
  final Wire wire = new Wire(Map.of(RegistrySettings.URL, registry.url()));
  final Parts.Observed observed = Parts.Observed.fresh();
  private final Path folder;
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> commands;
  private final TestOutputTopic<String, SpecificRecord> ledger;
  private final TestOutputTopic<String, SpecificRecord> decisions;
  private final TestOutputTopic<String, SpecificRecord> builds;
  private final TestOutputTopic<String, SpecificRecord> quarantine;
  private long now = T0;

  Run() {
    try {
      folder = Files.createTempDirectory("weir-run");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "run");
    config.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    Clock clock = Clock.fixed(Instant.ofEpochMilli(T0), ZoneOffset.UTC);
    Parts parts =
        new Parts(
            wire,
            new NoGaps(),
            Tally.NONE,
            observed,
            new CommitPace(Duration.ofMillis(5), false),
            clock);
    driver = new TopologyTestDriver(MeteringTopology.build(parts, List.of()), config);
    commands =
        driver.createInputTopic(
            Topics.COMMANDS, new ByteArraySerializer(), new ByteArraySerializer());
    ledger = output(Topics.LEDGER, LedgerEntryRecord.class);
    decisions = output(Topics.DECISIONS, DecisionRecord.class);
    builds = output(Topics.BUILDS, BuildRecord.class);
    quarantine = output(Topics.QUARANTINE, QuarantineRecord.class);
  }

  private TestOutputTopic<String, SpecificRecord> output(
      String topic, Class<? extends SpecificRecord> type) {
    return driver.createOutputTopic(
        topic, new StringDeserializer(), new ConfluentAvroDeserializer(type, client));
  }

  /** Time passes. */
  Run at(long time) {
    now = time;
    return this;
  }

  Run send(AccountKey account, String id, Verb verb) {
    return send(new Command(account, id, now, null, verb));
  }

  Run send(Command command) {
    Envelope envelope = new Envelope(now, "correlation-" + command.id(), 0, null);
    byte[] value = serializer.serialize(Topics.COMMANDS, Codec.command(command, envelope));
    return raw(command.account().text().getBytes(java.nio.charset.StandardCharsets.UTF_8), value);
  }

  Run tick(Map<String, Long> clocks, int limit) {
    return raw(
        "tick".getBytes(java.nio.charset.StandardCharsets.UTF_8), wire.tick(now, clocks, limit));
  }

  Run raw(byte @Nullable [] key, byte @Nullable [] value) {
    commands.pipeInput(new TestRecord<>(key, value, Instant.ofEpochMilli(now)));
    return this;
  }

  byte[] bytes(SpecificRecord record) {
    return serializer.serialize(Topics.COMMANDS, record);
  }

  KeyValueStore<Bytes, byte[]> due() {
    return driver.getKeyValueStore(MeteringTopology.DUE);
  }

  List<LedgerEntryRecord> ledger() {
    return ledger.readValuesToList().stream().map(LedgerEntryRecord.class::cast).toList();
  }

  List<DecisionRecord> decisions() {
    return decisions.readValuesToList().stream().map(DecisionRecord.class::cast).toList();
  }

  DecisionRecord decision() {
    return decisions().getLast();
  }

  List<BuildRecord> builds() {
    return builds.readValuesToList().stream().map(BuildRecord.class::cast).toList();
  }

  List<QuarantineRecord> quarantine() {
    return quarantine.readValuesToList().stream().map(QuarantineRecord.class::cast).toList();
  }

  /** The partitions in which a tick left something over since this was last asked. */
  Set<Integer> leftovers() {
    return observed.leftovers().take();
  }

  TestRegistry registry() {
    return registry;
  }

  @Override
  public void close() {
    driver.close();
    registry.close();
  }

  /** Offsets in memory have no gaps. */
  private static final class NoGaps implements Logs {
    @Override
    public void requireReaches(TopicPartition input, long applied) {}

    @Override
    public void requireNothingBetween(TopicPartition input, long applied, long next) {
      throw new AssertionError("a gap between " + applied + " and " + next);
    }

    @Override
    public void requireLogStillHolds(TopicPartition input, long applied) {
      throw new AssertionError("a gap after " + applied);
    }

    @Override
    public void requireWritten(TopicPartition output) {}

    @Override
    public void requireUnwritten(TopicPartition output) {}
  }
}
