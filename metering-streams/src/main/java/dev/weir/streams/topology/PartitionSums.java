package dev.weir.streams.topology;

import dev.weir.accounting.AccountKey;
import dev.weir.streams.decide.Effects.Change;
import dev.weir.streams.totals.Sums;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * First stage: what happened in this partition, per tenant and mode. At every tick the sums that
 * moved go on to the tenant's place. They are whole sums, not differences, so that the topic
 * between can be compacted, and reading one twice changes nothing.
 */
final class PartitionSums {

  private final KeyValueStore<String, byte[]> store;
  private final int partition;
  private final Map<String, Sums> sums = new TreeMap<>();
  private final Set<String> moved;

  PartitionSums(KeyValueStore<String, byte[]> store, int partition) {
    this.store = store;
    this.partition = partition;
    try (KeyValueIterator<String, byte[]> all = store.range(OwnKeys.SUMS, OwnKeys.BEHIND_SUMS)) {
      all.forEachRemaining(
          entry -> sums.put(entry.key.substring(OwnKeys.SUMS.length()), Sums.parse(entry.value)));
    }
    // What had moved and was not yet passed on when the work stopped is not known: pass everything
    // on.
    this.moved = new TreeSet<>(sums.keySet());
  }

  /** Ledger entries that this partition has written. */
  long entries() {
    return sums.values().stream().mapToLong(Sums::entries).sum();
  }

  void add(List<Change> changes) {
    for (Change change : changes) {
      AccountKey account = change.after().key();
      String tenant = account.tenant() + '/' + account.mode().text();
      Sums before = sums.getOrDefault(tenant, Sums.ZERO);
      Sums after = before.plus(Sums.of(change.after())).minus(Sums.of(change.before()));
      sums.put(tenant, after);
      store.put(OwnKeys.SUMS + tenant, after.bytes());
      moved.add(tenant);
    }
  }

  /** The sums that moved since the last call. */
  List<PartitionSum> moved() {
    List<PartitionSum> passedOn =
        moved.stream()
            .map(
                tenant -> new PartitionSum(tenant, partition, sums.getOrDefault(tenant, Sums.ZERO)))
            .toList();
    moved.clear();
    return passedOn;
  }
}
