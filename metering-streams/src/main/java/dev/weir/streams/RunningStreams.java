package dev.weir.streams;

import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.TenantRecord;
import dev.weir.schemas.registry.RegistryClient;
import dev.weir.schemas.registry.RegistrySettings;
import dev.weir.schemas.registry.Subjects;
import dev.weir.schemas.serde.AvroSerdes;
import dev.weir.streams.decide.Wire;
import dev.weir.streams.guard.KafkaLogs;
import dev.weir.streams.guard.Lag;
import dev.weir.streams.guard.Watch;
import dev.weir.streams.settings.StreamsSettings;
import dev.weir.streams.tick.TestClocks;
import dev.weir.streams.tick.Ticker;
import dev.weir.streams.topology.CommitPace;
import dev.weir.streams.topology.MeteringTopology;
import dev.weir.streams.topology.Parts;
import dev.weir.streams.topology.engine.Engine;
import dev.weir.streams.topology.engine.EngineProperties;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that runs once broker and registry are there; started in order, closed the other way
 * round.
 */
final class RunningStreams implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunningStreams.class);

  private final Surroundings given;
  private final StreamsSettings settings;
  private final Map<String, Object> kafka;
  private final PlainClients clients;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Engine engine;
  private final Lag lag;

  /** Fails when broker or registry are not there yet, and leaves nothing open then. */
  RunningStreams(Surroundings given) {
    this.given = given;
    this.settings = given.config().streams();
    this.kafka = given.config().kafka().config();
    this.clients = new PlainClients(kafka);
    try {
      Admin admin = opened(clients.admin());
      prepare(admin);
      Wire wire = new Wire(kafka);
      this.engine = opened(engine(wire));
      this.lag = new Lag(admin::listOffsets, Topics.COMMANDS, Clock.systemUTC());
      engine.start();
      tick(wire);
      watch(admin);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  /** Makes and checks the topics, and registers what is going to be written. */
  private void prepare(Admin admin) {
    Topics.ensure(admin, given.config().topics().settings());
    Subjects.register(RegistryClient.shared(RegistrySettings.from(kafka)), Topics.subjects());
  }

  private Engine engine(Wire wire) {
    KafkaLogs logs = opened(new KafkaLogs(clients::committedReader));
    CommitPace pace = new CommitPace(settings.commitInterval(), settings.alone());
    Parts parts = new Parts(wire, logs, given.tally(), given.observed(), pace, Clock.systemUTC());
    return new Engine(
        MeteringTopology.build(parts, given.others()),
        EngineProperties.of(
            settings,
            kafka,
            settings.folderUnder(given.data()),
            given.config().topics().replicas()),
        pace);
  }

  private void tick(Wire wire) {
    TestClocks clocks = opened(new TestClocks(clients::follower, documents(), Topics.TENANTS));
    Ticker ticker =
        opened(
            new Ticker(
                clients.producer(),
                Topics.COMMANDS,
                now -> wire.tick(now, clocks.now(), settings.sweepLimit()),
                () -> engine.ownedPartitions(Topics.COMMANDS),
                given.observed().leftovers()));
    // Before the clocks are known, test accounts would be settled by the wall clock.
    clocks.start(() -> ticker.start(settings.tickInterval()), ticker::now);
  }

  private Function<byte[], @Nullable String> documents() {
    Deserializer<TenantRecord> tenants = AvroSerdes.deserializer(TenantRecord.class, kafka);
    return value -> tenants.deserialize(Topics.TENANTS, value).getDocument();
  }

  private void watch(Admin admin) {
    Set<String> watched = new TreeSet<>(MeteringTopology.topics(given.others()));
    watched.addAll(MeteringTopology.changelogs(settings.applicationId(), given.others()));
    Watch watch = opened(new Watch(admin, lag));
    watch.start(watched, given.observed().progress()::offsets, engine::failStop);
  }

  Engine engine() {
    return engine;
  }

  Lag lag() {
    return lag;
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        LOG.warn("A part did not stop cleanly; the others are stopped all the same.", e);
      }
    }
  }
}
