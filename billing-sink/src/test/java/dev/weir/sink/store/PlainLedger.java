package dev.weir.sink.store;

import dev.weir.accounting.Account;
import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Draw;
import dev.weir.accounting.Fact;
import dev.weir.accounting.LedgerEntry;
import dev.weir.accounting.Mode;
import dev.weir.accounting.Note;
import dev.weir.accounting.Source;
import dev.weir.sink.ledger.LedgerReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A ledger topic whose values are the plain text "user seq": what the writer does with entries does
 * not hang on what they say.
 */
final class PlainLedger implements AutoCloseable {
  static final LedgerReader READER = PlainLedger::read;

  private final String topic;
  private final KafkaProducer<String, byte[]> producer;
  private final Map<String, Long> seqs = new HashMap<>();

  PlainLedger(String topic, String bootstrap, String transactionalId) {
    this.topic = topic;
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "transactional.id", transactionalId),
            new StringSerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
  }

  /** One committed transaction with the next entry of each user, preceded by an aborted one. */
  void append(List<String> users) throws Exception {
    long now = System.currentTimeMillis();
    producer.beginTransaction();
    Future<?> aborted = send("aborted", 1, now);
    aborted.get();
    producer.abortTransaction();
    producer.beginTransaction();
    List<Future<?>> sent = new ArrayList<>();
    for (String user : users) {
      sent.add(send(user, seqs.merge(user, 1L, Long::sum), now));
    }
    producer.commitTransaction();
    for (Future<?> one : sent) {
      one.get();
    }
  }

  /** An entry with any seq, recorded at any time. */
  void appendOne(String user, long seq, long recordedAt) throws Exception {
    producer.beginTransaction();
    Future<?> sent = send(user, seq, recordedAt);
    producer.commitTransaction();
    sent.get();
  }

  private Future<?> send(String user, long seq, long recordedAt) {
    String key = account(user).text();
    byte[] value = (user + " " + seq).getBytes(StandardCharsets.UTF_8);
    return producer.send(new ProducerRecord<>(topic, null, recordedAt, key, value));
  }

  long entries() {
    return seqs.values().stream().mapToLong(Long::longValue).sum();
  }

  static AccountKey account(String user) {
    return new AccountKey("sheen", Mode.LIVE, user);
  }

  private static LedgerReader.Read read(byte @Nullable [] value, int partition, long offset) {
    String text = new String(Objects.requireNonNull(value), StandardCharsets.UTF_8);
    List<String> said = List.of(text.split(" ", -1));
    long seq = Long.parseLong(said.get(1));
    LedgerEntry entry =
        new LedgerEntry(
            account(said.get(0)),
            seq,
            1_000_000,
            seq * 1_000_000,
            List.of(new Draw("a \"b\"", Source.GIFT, 1)),
            "command-" + seq,
            1_760_000_000_000L + seq,
            new Note("build", "tab\there\nand\0there", "{\"a\":1}"),
            Account.GENESIS,
            "%064x".formatted(seq),
            new Fact.Granted("b", Source.GIFT, Long.MAX_VALUE, null));
    return new LedgerReader.Read(entry, partition, offset * 2, 0);
  }

  @Override
  public void close() {
    producer.close();
  }
}
