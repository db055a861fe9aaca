package dev.weir.streams.stripe.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.CommandRecord;
import dev.weir.schemas.avro.GrantVerb;
import dev.weir.schemas.avro.OpeningRecord;
import dev.weir.schemas.avro.PlanTermsRecord;
import dev.weir.schemas.avro.QuarantineRecord;
import dev.weir.schemas.avro.RevokeVerb;
import dev.weir.schemas.avro.StripeEventRecord;
import dev.weir.schemas.avro.StripePriceRecord;
import dev.weir.schemas.avro.StripeTenantRecord;
import dev.weir.schemas.avro.WalletRecord;
import dev.weir.schemas.registry.RegistrySettings;
import dev.weir.schemas.serde.AvroSerdes;
import dev.weir.streams.TestRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stripe's part of the topology in memory: what goes in, what comes out, what is said of it. */
class StripeFlowTest {
  private static final long T0 = Instant.parse("2026-11-20T10:00:00Z").toEpochMilli();
  private static final PlanTermsRecord FREE = new PlanTermsRecord("free", 0L, 0L, 0L);

  @TempDir private java.nio.file.Path folder;
  private final TestRegistry registry = TestRegistry.start();
  private final Map<String, Object> config = Map.of(RegistrySettings.URL, registry.url());
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Hands hands = new Hands();
  private final StripeWatch watch = new StripeWatch(metrics, hands);
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> events;
  private TestOutputTopic<String, CommandRecord> commands;

  @BeforeEach
  void start() {
    Topology topology = new Topology();
    new StripeSubTopology(new StripeWire(config), watch).addTo(topology);
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "flow");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    driver = new TopologyTestDriver(topology, settings);
    events =
        driver.createInputTopic(
            Topics.STRIPE, new ByteArraySerializer(), new ByteArraySerializer());
    commands = output(Topics.COMMANDS, CommandRecord.class);
  }

  @AfterEach
  void stop() {
    driver.close();
    registry.close();
  }

  private <T extends SpecificRecord> TestOutputTopic<String, T> output(
      String topic, Class<T> type) {
    return driver.createOutputTopic(
        topic, new StringDeserializer(), AvroSerdes.deserializer(type, config));
  }

  private void send(String id, String type, String object) {
    StripeEventRecord event =
        StripeEventRecord.newBuilder()
            .setId(id)
            .setType(type)
            .setRealm("sheen")
            .setTenant("sheen")
            .setLivemode(true)
            .setCreated(T0)
            .setReceivedAt(T0)
            .setTime(T0)
            .setPayload("{\"data\":{\"object\":" + object.replace('\'', '"') + "}}")
            .setTenants(
                List.of(
                    new StripeTenantRecord(
                        "sheen", 60_000_000L, FREE, new OpeningRecord(FREE, List.of()))))
            .setPrices(List.of(new StripePriceRecord("sheen", "builder", FREE, 1L, "1")))
            .build();
    events.pipeInput(
        new byte[] {1}, AvroSerdes.serializer(config).serialize(Topics.STRIPE, event), T0);
  }

  private void pay() {
    send(
        "evt_1",
        "payment_intent.succeeded",
        "{'id':'pi_1','amount':900,'customer':'cus_1','metadata':{'userId':'u1',"
            + "'packageName':'mini','minutesPurchased':'60'}}");
  }

  @Test
  void aPaymentBecomesACommandForItsAccountAndTellsWhoseCustomerItIs() {
    pay();
    pay();
    var sent = commands.readKeyValuesToList();
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().key).isEqualTo("sheen/live/u1");
    CommandRecord command = sent.getFirst().value;
    assertThat(command.getId()).isEqualTo("pi_1");
    assertThat(command.getReplyTo()).isEqualTo(-1);
    assertThat(((GrantVerb) command.getVerb()).getAmount()).isEqualTo(3_600_000_000L);
    var wallet = output(Topics.WALLETS, WalletRecord.class).readKeyValue();
    assertThat(wallet.key).isEqualTo("customer/sheen/live/u1");
    assertThat(wallet.value.getCustomer()).isEqualTo("cus_1");
  }

  @Test
  void whatIsKnownOutlivesARestart() {
    send(
        "evt_r",
        "charge.refunded",
        "{'id':'ch_1','payment_intent':'pi_1','amount':900,'amount_refunded':450}");
    assertThat(commands.isEmpty()).isTrue();
    assertThat(watch.waiting()).hasSize(1);
    pay();
    List<CommandRecord> sent = commands.readValuesToList();
    assertThat(sent).hasSize(2);
    assertThat(((RevokeVerb) sent.getLast().getVerb()).getTarget()).isEqualTo(1_800_000_000L);
    assertThat(watch.waiting()).isEmpty();
  }

  @Test
  void whatCannotBeReadIsSetAsideAndTheRestGoesOn() {
    events.pipeInput(new byte[] {1}, new byte[] {9, 9}, T0);
    events.pipeInput(new byte[] {1}, null, T0);
    send("evt_bad", "payment_intent.succeeded", "{'id':'pi_1'");
    pay();
    List<QuarantineRecord> aside =
        output(Topics.QUARANTINE, QuarantineRecord.class).readValuesToList();
    assertThat(aside)
        .extracting(QuarantineRecord::getReason)
        .containsExactly("not_wire_format", "not_wire_format", "not_understood");
    assertThat(aside).extracting(QuarantineRecord::getOffset).containsExactly(0L, 1L, 2L);
    assertThat(commands.readValuesToList()).hasSize(1);
  }

  @Test
  void whatNoTopicTakesIsSetAsideWholeAndWhatWasParkedStays() {
    send("evt_i", "invoice.paid", "{'id':'in_1','customer':'cus_1','lines':{'data':[]}}");
    subscribe(1, "x".repeat(900 << 10));
    assertThat(reasons()).containsExactly("effects_too_large");
    assertThat(output(Topics.WALLETS, WalletRecord.class).isEmpty()).isTrue();
    assertThat(watch.waiting()).hasSize(1);
    pay();
    assertThat(commands.readValuesToList())
        .extracting(CommandRecord::getId)
        .containsExactly("pi_1");
    assertThat(watch.waiting()).isEmpty();
  }

  @Test
  void whatTheStoreCannotKeepIsSetAsideAndTheRestGoesOn() {
    for (int i = 1; i <= 9; i++) {
      subscribe(i, "x".repeat(440 << 10));
    }
    assertThat(reasons()).containsExactly("effects_too_large");
    pay();
    assertThat(commands.readValuesToList()).extracting(CommandRecord::getId).endsWith("pi_1");
  }

  @Test
  void whatIsTooDeepToBeParkedIsSetAsideAndTheRestGoesOn() {
    String deep = "[".repeat(497) + "]".repeat(497);
    send("evt_i", "invoice.paid", "{'id':'in_1','customer':'cus_1','lines':" + deep + "}");
    assertThat(reasons()).containsExactly("not_understood");
    pay();
    assertThat(commands.readValuesToList()).hasSize(1);
  }

  private void subscribe(int number, String status) {
    String rest = "'customer':'cus_1','metadata':{'userId':'u1'},'plan':'builder'}";
    String object = "{'id':'sub_" + number + "','status':'" + status + "'," + rest;
    send("evt_s" + number, "customer.subscription.updated", object);
  }

  private List<String> reasons() {
    return output(Topics.QUARANTINE, QuarantineRecord.class).readValuesToList().stream()
        .map(QuarantineRecord::getReason)
        .toList();
  }

  @Test
  void whatHasWaitedAnHourIsAnAlert() {
    send("evt_i", "invoice.paid", "{'id':'in_1','customer':'cus_9','lines':{'data':[]}}");
    hands.now = T0 + Duration.ofMinutes(59).toMillis();
    assertThat(watch.overdue()).isEmpty();
    hands.now = T0 + Duration.ofMinutes(60).toMillis();
    assertThat(watch.overdue()).hasSize(1);
    assertThat(watch.overdue().getFirst().why()).isEqualTo("customer_not_linked");
    assertThat(metrics.get("weir.stripe.overdue").gauge().value()).isEqualTo(1);
    assertThat(new StripeFlowConfiguration().stripeHealth(watch).health().getDetails().toString())
        .contains("customer/cus_9");
  }

  /** A clock that is set by hand. */
  private static final class Hands extends Clock {
    private long now = T0;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(now);
    }
  }
}
