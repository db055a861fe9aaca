package dev.weir.platform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/** One KRaft node, broker and controller, inside this process. */
public final class EmbeddedKafka implements AutoCloseable {
  /**
   * Fixed: the cluster is one node that nobody joins, and its data must be found again after a
   * restart.
   */
  private static final String CLUSTER_ID = "d2VpcnN0YW5kYWxvbmUwMA";

  /** Beside the data, if somebody put it there. */
  private static final String OWN_SETTINGS = "broker.properties";

  private static final int TEN_YEARS_IN_MINUTES = 5_256_000;

  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedKafka(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts the broker and waits until it serves.
   *
   * @param fsync make every append wait for the disk, so that an acknowledged record survives a
   *     power cut too
   */
  public static EmbeddedKafka start(Path folder, int port, boolean fsync) {
    Properties settings = settings(folder, port, fsync);
    format(folder, settings);
    if (KilledBroker.left(logs(folder))) {
      KilledBroker.dismiss(settings);
    }
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    try {
      server.startup();
    } catch (RuntimeException e) {
      server.shutdown();
      throw new StartupFailure("The Kafka broker cannot start: " + e.getMessage(), e);
    }
    return new EmbeddedKafka(server, port);
  }

  private static Path logs(Path folder) {
    return folder.resolve("logs");
  }

  private static Properties settings(Path folder, int port, boolean fsync) {
    int controllerPort = Ports.free();
    Properties p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", "1");
    p.put(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    p.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("inter.broker.listener.name", "PLAINTEXT");
    p.put("controller.listener.names", "CONTROLLER");
    p.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    p.put("log.dirs", logs(folder).toString());
    p.put("auto.create.topics.enable", "false");
    single(p, "offsets.topic");
    single(p, "transaction.state.log");
    single(p, "share.coordinator.state.topic");
    p.put("transaction.state.log.min.isr", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
    // A group that was away keeps its place: losing offsets while state survives would count things
    // twice.
    p.put("offsets.retention.minutes", Integer.toString(TEN_YEARS_IN_MINUTES));
    // A machine that is busy or asleep for a moment must not shut its only broker out.
    p.put("broker.session.timeout.ms", "20000");
    p.put("broker.heartbeat.interval.ms", "1000");
    p.put("group.initial.rebalance.delay.ms", "0");
    // A transaction that begins while the one before is being completed is retried at once, not 20
    // ms later.
    p.put("add.partitions.to.txn.retry.backoff.ms", "1");
    // What a dead process left open hides all that was decided after it: ended as soon as it may.
    p.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    // Small: one machine, a few dozen partitions.
    p.put("log.cleaner.dedupe.buffer.size", "16777216");
    p.put("num.network.threads", "2");
    p.put("num.io.threads", "4");
    if (fsync) {
      p.put("log.flush.interval.messages", "1");
    }
    addOwn(p, folder.resolve(OWN_SETTINGS));
    return p;
  }

  /** What the operator has set in Kafka's own names wins. */
  private static void addOwn(Properties p, Path file) {
    if (Files.exists(file)) {
      try (Reader own = Files.newBufferedReader(file)) {
        p.load(own);
      } catch (IOException | IllegalArgumentException e) {
        throw new StartupFailure("The broker's own settings cannot be read: " + file, e);
      }
    }
  }

  private static void single(Properties p, String internalTopic) {
    p.put(internalTopic + ".replication.factor", "1");
    p.put(internalTopic + ".num.partitions", "4");
  }

  private static void format(Path folder, Properties settings) {
    Path file = folder.resolve("server.properties");
    try {
      Files.createDirectories(folder);
      try (Writer writer = Files.newBufferedWriter(file)) {
        settings.store(writer, "Written at every start.");
      }
    } catch (IOException e) {
      throw new StartupFailure(
          "The broker's folder " + folder + " cannot be written: " + e.getMessage(), e);
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    String[] format = {
      "format", "--config", file.toString(), "--cluster-id", CLUSTER_ID, "--ignore-formatted"
    };
    if (StorageTool.execute(format, new PrintStream(said, true, StandardCharsets.UTF_8)) != 0) {
      throw new StartupFailure(
          "The broker's folder cannot be prepared: "
              + said.toString(StandardCharsets.UTF_8).strip());
    }
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
