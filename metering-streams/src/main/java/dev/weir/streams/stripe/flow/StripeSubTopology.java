package dev.weir.streams.stripe.flow;

import dev.weir.schemas.Topics;
import dev.weir.streams.topology.SubTopology;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * The part that takes Stripe's events.
 *
 * <pre>
 *   weir.stripe ─► [stripe] ─► (stripe-rules) ─┬─► [stripe-commands] ───► weir.commands    what follows
 *                                     │        ├─► [stripe-wallets] ────► weir.wallets     whose customer is whose
 *            stripe  what is known ───┘        └─► [stripe-quarantine] ─► weir.quarantine  what is not understood
 * </pre>
 */
public final class StripeSubTopology implements SubTopology {
  static final String STORE = "stripe";
  static final String COMMANDS = "stripe-commands";
  static final String WALLETS = "stripe-wallets";
  static final String QUARANTINE = "stripe-quarantine";
  private static final String RULES = "stripe-rules";

  private final StripeWire wire;
  private final StripeWatch watch;

  public StripeSubTopology(StripeWire wire, StripeWatch watch) {
    this.wire = wire;
    this.watch = watch;
  }

  @Override
  public void addTo(Topology topology) {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    // Reading begins again at the start when the offsets are lost: what is known makes it harmless.
    topology.addSource(AutoOffsetReset.earliest(), "stripe", bytes, bytes, Topics.STRIPE);
    topology.addProcessor(RULES, () -> new StripeProcessor(wire, watch), "stripe");
    topology.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
            .withCachingEnabled()
            .withLoggingEnabled(Map.of()),
        RULES);
    sink(topology, COMMANDS, Topics.COMMANDS);
    sink(topology, WALLETS, Topics.WALLETS);
    sink(topology, QUARANTINE, Topics.QUARANTINE);
  }

  private static void sink(Topology topology, String name, String topic) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    topology.addSink(name, topic, bytes, bytes, RULES);
  }

  @Override
  public Set<String> stores() {
    return Set.of(STORE);
  }

  @Override
  public Set<String> topics() {
    return Set.of(Topics.STRIPE, Topics.COMMANDS, Topics.WALLETS, Topics.QUARANTINE);
  }
}
