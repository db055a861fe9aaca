package dev.weir.streams.topology;

import dev.weir.accounting.AccountKey;
import dev.weir.streams.decide.Effects.Change;
import dev.weir.streams.totals.Sums;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
  private final Set<String> moved = new HashSet<>();

  PartitionSums(KeyValueStore<String, byte[]> store, int partition) {
    this.store = store;
    this.partition = partition;
    // What had moved and was not yet passed on when the work stopped is not known: pass everything
    // on.
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      all.forEachRemaining(entry -> moved.add(entry.key));
    }
  }

  /** Ledger entries that this partition has written. */
  long entries() {
    long entries = 0;
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        entries += Sums.parse(all.next().value).entries();
      }
    }
    return entries;
  }

  void add(List<Change> changes) {
    for (Change change : changes) {
      AccountKey account = change.after().key();
      String tenant = account.tenant() + '/' + account.mode().text();
      byte[] stored = store.get(tenant);
      Sums before = stored == null ? Sums.ZERO : Sums.parse(stored);
      Sums after = before.plus(Sums.of(change.after())).minus(Sums.of(change.before()));
      store.put(tenant, after.bytes());
      moved.add(tenant);
    }
  }

  /** The sums that moved since the last call. */
  List<PartitionSum> moved() {
    List<PartitionSum> sums =
        moved.stream()
            .sorted()
            .map(tenant -> new PartitionSum(tenant, partition, Sums.parse(store.get(tenant))))
            .toList();
    moved.clear();
    return sums;
  }
}
