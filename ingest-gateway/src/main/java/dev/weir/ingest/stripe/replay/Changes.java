package dev.weir.ingest.stripe.replay;

import dev.weir.accounting.Amounts;
import dev.weir.ingest.stripe.tool.Stretch;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.LedgerEntryRecord;
import dev.weir.schemas.avro.QuarantineRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * What came of a stretch of events: waits until the topology has decided all of them, and reads
 * what it wrote meanwhile that is Stripe's.
 */
final class Changes {
  private static final Set<String> STRIPES =
      Set.of(
          "package_purchase",
          "auto_topup",
          "subscription_renewal",
          "subscription_change",
          "refund",
          "dispute",
          "dispute_won");
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> config;
  private final String application;
  private final Stretch stretch;
  private final Map<TopicPartition, Long> ledger;
  private final Map<TopicPartition, Long> quarantine;

  /** From now on. */
  Changes(Map<String, Object> config, String application) {
    this.config = config;
    this.application = application;
    this.stretch = new Stretch(config);
    this.ledger = stretch.end(Topics.LEDGER);
    this.quarantine = stretch.end(Topics.QUARANTINE);
  }

  /** Lines for a person: what changed, of how many accounts. */
  List<String> until(long lastEvent, Set<String> modes) {
    if (lastEvent >= 0) {
      await(Map.of(new TopicPartition(Topics.STRIPE, 0), lastEvent + 1));
      await(stretch.end(Topics.COMMANDS));
    }
    List<String> lines = new ArrayList<>(entries(modes));
    lines.addAll(aside());
    return lines;
  }

  private List<String> entries(Set<String> modes) {
    Map<String, Long> kinds = new TreeMap<>();
    Map<String, Long> amounts = new HashMap<>();
    Set<String> accounts = new HashSet<>();
    for (LedgerEntryRecord entry : stripes(read(ledger, LedgerEntryRecord.class))) {
      if (!modes.contains(entry.getMode())) {
        continue;
      }
      kinds.merge(entry.getKind(), 1L, Long::sum);
      amounts.merge(entry.getKind(), entry.getAmount(), Long::sum);
      accounts.add(account(entry));
    }
    if (kinds.isEmpty()) {
      return List.of("nothing changed");
    }
    List<String> lines = new ArrayList<>();
    lines.add("accounts changed: " + accounts.size());
    kinds.forEach(
        (kind, count) ->
            lines.add(
                "  %-16s %8d entries, %s"
                    .formatted(kind, count, Amounts.format(amounts.getOrDefault(kind, 0L)))));
    return lines;
  }

  /** What was taken and cannot be used: it stands in the quarantine, and can be sent again. */
  private List<String> aside() {
    List<String> lines = new ArrayList<>();
    for (QuarantineRecord record : read(quarantine, QuarantineRecord.class)) {
      if (record.getTopic().equals(Topics.STRIPE)) {
        lines.add("  " + record.getReason() + ", " + record.getDetail());
      }
    }
    if (!lines.isEmpty()) {
      lines.addFirst("set aside: " + lines.size());
    }
    return lines;
  }

  /** Until the application has committed as far as that. */
  private void await(Map<TopicPartition, Long> offsets) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (Admin admin = Admin.create(config)) {
      while (!reached(admin, offsets)) {
        if (System.nanoTime() > deadline) {
          throw new KafkaException("the topology does not take the events; is Weir running?");
        }
        Thread.sleep(POLL);
      }
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException(e);
    }
  }

  private boolean reached(Admin admin, Map<TopicPartition, Long> offsets)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(application).partitionsToOffsetAndMetadata().get();
    return offsets.entrySet().stream()
        .allMatch(
            each -> {
              OffsetAndMetadata at = committed.get(each.getKey());
              return each.getValue() == 0 || (at != null && at.offset() >= each.getValue());
            });
  }

  /** An entry is Stripe's if a command of Stripe's has caused it: the last of them says so. */
  private static List<LedgerEntryRecord> stripes(List<LedgerEntryRecord> entries) {
    Set<String> commands = new HashSet<>();
    for (LedgerEntryRecord entry : entries) {
      if (entry.getOperation() != null && STRIPES.contains(entry.getOperation())) {
        commands.add(command(entry));
      }
    }
    return entries.stream().filter(entry -> commands.contains(command(entry))).toList();
  }

  private static String command(LedgerEntryRecord entry) {
    return account(entry) + "/" + entry.getCommandId();
  }

  private static String account(LedgerEntryRecord entry) {
    return entry.getTenant() + "/" + entry.getMode() + "/" + entry.getUser();
  }

  private <T extends SpecificRecord> List<T> read(Map<TopicPartition, Long> from, Class<T> type) {
    List<T> found = new ArrayList<>();
    stretch.read(from, type, found::add);
    return found;
  }
}
