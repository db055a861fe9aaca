package dev.weir.ingest.stripe.topup;

import dev.weir.accounting.AccountKey;
import dev.weir.schemas.avro.LedgerEntryRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The newest entry of each account that was charged. What a charge left counts only if nothing
 * stands behind it in the log: whoever reads late would pay for an account that has been filled.
 */
final class NewestCharges {
  private static final Set<String> CHARGES = Set.of("charged", "captured");
  private static final long FRESH_MS = 10_000;

  private final Map<AccountKey, Newest> waiting = new HashMap<>();

  private record Newest(TopicPartition place, long writtenAt, LedgerEntryRecord entry) {}

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  void clear() {
    waiting.clear();
  }

  void add(AccountKey account, ConsumerRecord<?, ?> record, LedgerEntryRecord entry) {
    if (CHARGES.contains(entry.getKind()) || waiting.containsKey(account)) {
      TopicPartition place = new TopicPartition(record.topic(), record.partition());
      waiting.put(account, new Newest(place, record.timestamp(), entry));
    }
  }

  /** Hands over what is as new as one can know, and forgets what others read now. */
  void settle(Consumer<?, ?> consumer, long now, BiConsumer<AccountKey, LedgerEntryRecord> to) {
    Set<TopicPartition> ours = consumer.assignment();
    for (Map.Entry<AccountKey, Newest> each : List.copyOf(waiting.entrySet())) {
      Newest newest = each.getValue();
      if (!ours.contains(newest.place)) {
        waiting.remove(each.getKey());
      } else if (now - newest.writtenAt < FRESH_MS
          || consumer.currentLag(newest.place).orElse(0) == 0) {
        to.accept(each.getKey(), newest.entry);
        waiting.remove(each.getKey());
      }
    }
  }
}
