package dev.weir.streams.topology;

import dev.weir.schemas.Topics;
import dev.weir.streams.decide.Books;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The whole topology, every node by its name.
 *
 * <pre>
 *   weir.commands ─► [commands] ─► (decide) ─┬─► [ledger] ────────► weir.ledger       what was decided, for ever
 *                                     │      ├─► [decisions] ─────► weir.decisions    to the asking gateway's partition
 *            accounts    state, sums, │      ├─► [builds] ────────► weir.builds       for workers
 *                        last offset  │      ├─► [quarantine] ────► weir.quarantine   what is not a command
 *            remembered  answers      │      └─► [sums-out] ──────► weir.sums         at every tick
 *            due  what to sweep ──────┘
 *
 *   weir.sums ─────► [sums-in] ──► (sum) ── tenant-sums
 *
 *   and the parts that others add: see {@link SubTopology}
 * </pre>
 *
 * Keys and values are bytes until the processor has them: what cannot be decoded must reach it, to
 * be set aside in the same transaction. Each partition of the commands has its own stores; each
 * store has a changelog.
 */
public final class MeteringTopology {

  static final String ACCOUNTS = "accounts";
  static final String REMEMBERED = "remembered";
  static final String DUE = "due";
  static final String TENANT_SUMS = "tenant-sums";
  static final String SUMS_OUT = "sums-out";

  private static final Duration SPAN = Duration.ofMillis(Books.SPAN_MS);
  static final Duration REMEMBERED_FOR = Duration.ofMillis(Books.REMEMBERED_FOR_MS);

  private static final Set<String> STORES = Set.of(ACCOUNTS, REMEMBERED, DUE, TENANT_SUMS);

  private MeteringTopology() {}

  /** Puts everything together. */
  public static Topology build(Parts parts, Collection<? extends SubTopology> others) {
    Topology topology = new Topology();
    decide(topology, parts);
    sum(topology, parts);
    others.forEach(other -> other.addTo(topology));
    return topology;
  }

  private static void decide(Topology topology, Parts parts) {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    // After a loss of the committed offsets reading begins again at the start; the fence skips what
    // was applied.
    topology.addSource(AutoOffsetReset.earliest(), "commands", bytes, bytes, Topics.COMMANDS);
    topology.addProcessor("decide", () -> new DecideProcessor(parts), "commands");
    topology.addStateStore(cached(ACCOUNTS, Serdes.String()), "decide");
    topology.addStateStore(remembered(), "decide");
    topology.addStateStore(cached(DUE, Serdes.Bytes()), "decide");
    sink(topology, "ledger", Topics.LEDGER);
    sink(topology, "decisions", Topics.DECISIONS);
    sink(topology, "builds", Topics.BUILDS);
    sink(topology, "quarantine", Topics.QUARANTINE);
    sink(topology, SUMS_OUT, Topics.SUMS);
  }

  private static void sum(Topology topology, Parts parts) {
    topology.addSource(
        AutoOffsetReset.earliest(),
        "sums-in",
        new StringDeserializer(),
        new ByteArrayDeserializer(),
        Topics.SUMS);
    topology.addProcessor("sum", () -> new TenantSums(parts.observed().figures()), "sums-in");
    topology.addStateStore(cached(TENANT_SUMS, Serdes.String()), "sum");
  }

  /** What goes out is serialised already, and says itself if it must go to a certain partition. */
  private static void sink(Topology topology, String name, String topic) {
    topology.addSink(
        name,
        topic,
        new ByteArraySerializer(),
        new OutgoingSerializer(),
        new OutgoingPartitioner(),
        "decide");
  }

  /** One changelog record per key and commit, however often the key was written. */
  private static <K> StoreBuilder<KeyValueStore<K, byte[]>> cached(String name, Serde<K> keys) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), keys, Serdes.ByteArray())
        .withCachingEnabled()
        .withLoggingEnabled(Map.of());
  }

  /**
   * Forgets by age, whole segments at a time; every key is written once in a span, so a cache would
   * save nothing.
   */
  static StoreBuilder<WindowStore<Bytes, byte[]>> remembered() {
    return Stores.windowStoreBuilder(
            Stores.persistentWindowStore(REMEMBERED, REMEMBERED_FOR.plus(SPAN), SPAN, false),
            Serdes.Bytes(),
            Serdes.ByteArray())
        .withLoggingEnabled(Map.of());
  }

  /**
   * The topics that Kafka Streams itself makes, where it makes them anew without a word if they are
   * gone.
   */
  public static Set<String> changelogs(
      String applicationId, Collection<? extends SubTopology> others) {
    Set<String> stores = new TreeSet<>(STORES);
    others.forEach(other -> stores.addAll(other.stores()));
    Set<String> changelogs = new TreeSet<>();
    stores.forEach(store -> changelogs.add(applicationId + "-" + store + "-changelog"));
    return changelogs;
  }

  /** The topics that are read and written. */
  public static Set<String> topics(Collection<? extends SubTopology> others) {
    Set<String> topics =
        new TreeSet<>(
            List.of(
                Topics.COMMANDS,
                Topics.LEDGER,
                Topics.DECISIONS,
                Topics.BUILDS,
                Topics.QUARANTINE,
                Topics.SUMS));
    others.forEach(other -> topics.addAll(other.topics()));
    return topics;
  }
}
