package dev.weir.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.Mode;
import dev.weir.schemas.TestClock;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.CommandRecord;
import dev.weir.schemas.avro.LedgerEntryRecord;
import dev.weir.schemas.avro.StripeEventRecord;
import dev.weir.schemas.avro.TenantRecord;
import dev.weir.schemas.registry.RegistryClient;
import dev.weir.schemas.registry.RegistrySettings;
import dev.weir.schemas.serde.AvroSerdes;
import dev.weir.streams.replay.Comparison;
import dev.weir.streams.replay.Replay;
import dev.weir.streams.stripe.StripeRecords;
import dev.weir.streams.tool.ReplayTool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R15: what is in the log decides, and nothing else; so the log can be asked again. */
class ReplayTest {

  private static final Serializer<SpecificRecord> AVRO = AvroSerdes.serializer(Cluster.config());
  private static final Deserializer<CommandRecord> COMMANDS =
      AvroSerdes.deserializer(CommandRecord.class, Cluster.config());

  private static final String WARNED = "discard_pending";

  @TempDir static Path folder;

  /**
   * Live and test accounts, a test clock that jumps, Stripe's events, and something that is none.
   */
  @BeforeAll
  static void fillTheLog() throws Exception {
    Cluster.empty();
    try (LiveStreams live = LiveStreams.on(folder, Duration.ofMillis(500))) {
      live.put(new ProducerRecord<>(Topics.COMMANDS, "sheen/live/x".getBytes(UTF_8), new byte[3]));
      new EveryCommand(live, Mode.LIVE, "ann").send();
      new EveryCommand(live, Mode.TEST, "tess").send();
      for (StripeEventRecord event : StripeRecords.lifecycle()) {
        byte[] key = StripeRecords.BUYER.text().getBytes(UTF_8);
        live.put(new ProducerRecord<>(Topics.STRIPE, key, AVRO.serialize(Topics.STRIPE, event)));
      }
      long soon = System.currentTimeMillis() + Duration.ofDays(100).toMillis();
      TestClock clock = new TestClock("sheen", soon);
      TenantRecord tenant = new TenantRecord(clock.key(), clock.document());
      live.put(
          new ProducerRecord<>(
              Topics.TENANTS, clock.key().getBytes(UTF_8), AVRO.serialize(Topics.TENANTS, tenant)));
      LiveStreams.await("the ends of all holds", () -> count("hold_expired") == 2);
      LiveStreams.await("Stripe's last news", () -> kinds("sheen/live/u1").contains("revoked"));
      LiveStreams.await("the test clock's jump", () -> kinds("sheen/test/tess").contains(WARNED));
    }
  }

  private static long count(String kind) {
    return Cluster.read(Topics.LEDGER, LedgerEntryRecord.class).stream()
        .filter(entry -> entry.value().getKind().equals(kind))
        .count();
  }

  private static Set<String> kinds(String account) {
    Set<String> kinds = new TreeSet<>();
    Cluster.read(Topics.LEDGER, LedgerEntryRecord.class).stream()
        .filter(entry -> new String(entry.key(), UTF_8).equals(account))
        .forEach(entry -> kinds.add(entry.value().getKind()));
    return kinds;
  }

  private static List<Comparison> compared(String ledger) {
    List<Comparison> results = new ArrayList<>();
    new Replay(Cluster.config(), "weir-streams", ledger).run(results::add);
    return results;
  }

  private static String difference(String ledger) {
    return compared(ledger).stream()
        .map(Comparison::difference)
        .flatMap(found -> Optional.ofNullable(found).stream())
        .findFirst()
        .orElse("none");
  }

  @Test
  void theLogHoldsEveryKindOfCommandAndTheLedgerEveryKindOfEntry() {
    Set<String> verbs = new TreeSet<>();
    for (ConsumerRecord<byte[], byte[]> command : Cluster.raw(Topics.COMMANDS)) {
      if (command.value().length > 3) {
        CommandRecord record = COMMANDS.deserialize(Topics.COMMANDS, command.value());
        verbs.add(((SpecificRecord) record.getVerb()).getSchema().getName());
      }
    }
    Schema union = CommandRecord.getClassSchema().getField("verb").schema();
    assertThat(verbs).hasSameElementsAs(union.getTypes().stream().map(Schema::getName).toList());
    Set<String> kinds = new TreeSet<>();
    Cluster.read(Topics.LEDGER, LedgerEntryRecord.class)
        .forEach(entry -> kinds.add(entry.value().getKind()));
    assertThat(kinds).hasSize(13);
  }

  @Test
  void decidingTheWholeLogAgainGivesTheLedgerByteForByte() {
    List<Comparison> results = compared(Topics.LEDGER);
    assertThat(results).hasSize(6).allMatch(Comparison::same);
    assertThat(results.stream().mapToLong(Comparison::entries).sum())
        .isEqualTo(Cluster.raw(Topics.LEDGER).size())
        .isGreaterThan(40);
    assertThat(results).extracting(Comparison::rewritten).containsOnly(0L);
    assertThat(results.stream().mapToLong(Comparison::commands).sum()).isGreaterThan(60);
  }

  @Test
  void entriesThatWereWrittenUnderAnOlderSchemaAreTheSameWhenTheySayTheSame() throws Exception {
    List<Comparison> results = compared(copied(ReplayTest::older));
    assertThat(results).allMatch(Comparison::same);
    assertThat(results.stream().mapToLong(Comparison::entries).sum()).isZero();
    assertThat(results.stream().mapToLong(Comparison::rewritten).sum())
        .isEqualTo(Cluster.raw(Topics.LEDGER).size());
  }

  /** As it was before entries said how many follow. */
  private static byte[] older(LedgerEntryRecord entry) {
    try {
      Schema now = entry.getSchema();
      List<Schema.Field> fields =
          now.getFields().stream()
              .filter(field -> !field.name().equals("following"))
              .map(field -> new Schema.Field(field, field.schema()))
              .toList();
      Schema schema = Schema.createRecord(now.getName(), "", now.getNamespace(), false, fields);
      int id =
          new RegistryClient(RegistrySettings.from(Cluster.config()))
              .register("older-value", schema);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
      byte[] bytes = AVRO.serialize(Topics.LEDGER, entry);
      GenericRecord record =
          new GenericDatumReader<GenericRecord>(now, schema)
              .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anEntryThatWasChangedIsFound() throws Exception {
    String copy =
        copied(
            entry -> {
              if (entry.getKind().equals("charged")) {
                entry.setAmount(entry.getAmount() - 1);
              }
              return AVRO.serialize(Topics.LEDGER, entry);
            });
    assertThat(difference(copy)).contains("differs in: amount").contains("decided again");
    assertThat(tool("--from-commands", "--ledger", copy)).isEqualTo(1);
    assertThat(tool("--from-commands")).isZero();
    assertThat(tool()).isEqualTo(2);
  }

  private static int tool(String... arguments) {
    Map<String, String> environment =
        Map.of(
            "SPRING_KAFKA_BOOTSTRAP_SERVERS", Cluster.bootstrapServers(),
            "SCHEMA_REGISTRY_URL", Cluster.registryUrl());
    return new ReplayTool(environment, new PrintStream(OutputStream.nullOutputStream()))
        .run(List.of(arguments));
  }

  @Test
  void anEntryThatWasTakenOutIsFound() throws Exception {
    String copy =
        copied(
            entry ->
                entry.getKind().equals("hold_expired")
                    ? null
                    : AVRO.serialize(Topics.LEDGER, entry));
    assertThat(difference(copy)).containsAnyOf("differs in: ", "lacks ");
  }

  @Test
  void anEntryThatNoCommandLeadsToIsFound() throws Exception {
    String copy = copied(entry -> AVRO.serialize(Topics.LEDGER, entry));
    ConsumerRecord<byte[], byte[]> last = Cluster.raw(copy).getLast();
    try (Producer<byte[], byte[]> producer = new PlainClients(Cluster.config()).producer()) {
      producer.send(new ProducerRecord<>(copy, last.partition(), last.key(), last.value())).get();
    }
    assertThat(difference(copy)).contains("follows from no command");
  }

  /** The ledger in another topic, with each entry as it is or as it is made. */
  private static String copied(Function<LedgerEntryRecord, byte @Nullable []> each)
      throws Exception {
    String copy = "copy-" + System.nanoTime();
    try (Admin admin = Cluster.admin();
        Producer<byte[], byte[]> producer = new PlainClients(Cluster.config()).producer()) {
      admin.createTopics(List.of(new NewTopic(copy, 6, (short) 1))).all().get();
      var entries = Cluster.read(Topics.LEDGER, LedgerEntryRecord.class);
      for (ConsumerRecord<byte[], LedgerEntryRecord> entry : entries) {
        byte[] value = each.apply(entry.value());
        if (value != null) {
          producer.send(new ProducerRecord<>(copy, entry.partition(), entry.key(), value)).get();
        }
      }
    }
    return copy;
  }
}
