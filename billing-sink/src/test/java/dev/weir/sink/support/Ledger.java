package dev.weir.sink.support;

import dev.weir.accounting.LedgerEntry;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.LedgerEntryRecord;
import dev.weir.schemas.serde.AvroSerdes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;

/** Appends entries to the ledger topic as the deciding side does: in transactions. */
public final class Ledger implements AutoCloseable {
  private final KafkaProducer<String, LedgerEntryRecord> producer;
  private final int partitions;
  private long commandOffset;

  public Ledger(Map<String, Object> connection, int partitions) {
    Map<String, Object> config = new java.util.HashMap<>(connection);
    config.put("transactional.id", "test-ledger");
    this.producer =
        new KafkaProducer<>(config, new StringSerializer(), AvroSerdes.serializer(connection));
    this.partitions = partitions;
    producer.initTransactions();
  }

  public int partition(String account) {
    byte[] key = account.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  /** The offset of the last command whose entries were appended. */
  public long commandOffset() {
    return commandOffset;
  }

  /** One command's entries, committed. */
  public void append(List<LedgerEntry> entries) {
    commandOffset += 2;
    append(entries, 0, entries.size());
  }

  /** Some of one command's entries, as a reader could have got them so far. */
  public void append(List<LedgerEntry> entries, int from, int to) {
    producer.beginTransaction();
    int partition = entries.isEmpty() ? 0 : partition(entries.getFirst().account().text());
    var sent =
        Teller.wire(entries, partition, commandOffset).subList(from, to).stream()
            .map(this::send)
            .toList();
    producer.commitTransaction();
    try {
      for (var one : sent) {
        one.get();
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private java.util.concurrent.Future<?> send(LedgerEntryRecord entry) {
    String key = String.join("/", entry.getTenant(), entry.getMode(), entry.getUser());
    return producer.send(new ProducerRecord<>(Topics.LEDGER, key, entry));
  }

  @Override
  public void close() {
    producer.close();
  }
}
