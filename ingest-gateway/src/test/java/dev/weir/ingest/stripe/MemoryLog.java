package dev.weir.ingest.stripe;

import dev.weir.edge.problem.Problem;
import dev.weir.schemas.avro.StripeEventRecord;
import dev.weir.schemas.avro.WalletRecord;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What would be in the topics, and a broker that can be away. */
public final class MemoryLog implements StripeLog {
  private final List<Taken> events = new CopyOnWriteArrayList<>();
  private long wallets;
  public volatile boolean away;

  @Override
  public synchronized long write(Taken taken) {
    requireThere();
    events.add(taken);
    return events.size();
  }

  @Override
  public synchronized long write(String key, @Nullable WalletRecord wallet) {
    requireThere();
    return ++wallets;
  }

  private void requireThere() {
    if (away) {
      throw Problem.unavailable("kafka_unavailable", "It could not be written down.", 5);
    }
  }

  public List<StripeEventRecord> events() {
    return events.stream().map(Taken::event).toList();
  }

  public Taken last() {
    return events.getLast();
  }

  public void clear() {
    events.clear();
  }
}
