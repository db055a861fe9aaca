package dev.weir.sink.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.LedgerEntry;
import dev.weir.schemas.avro.AccountRecord;
import dev.weir.schemas.avro.LedgerEntryRecord;
import dev.weir.schemas.serde.AvroSerdes;
import dev.weir.sink.ledger.AvroLedgerReader;
import dev.weir.sink.ledger.BrokenLedger;
import dev.weir.sink.support.FakeRegistry;
import dev.weir.sink.support.Teller;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldTest {
  private static final long MONDAY = Instant.parse("2026-11-16T10:00:00Z").toEpochMilli();
  private static final AccountKey ANN = Teller.sheen("ann");

  @TempDir java.nio.file.Path folder;

  private final Teller teller = new Teller();
  private final List<View> told = new ArrayList<>();
  private final Map<Integer, Folded> folded = new HashMap<>();
  private final ViewChanges changes = new ViewChanges(Runnable::run);
  private FakeRegistry registry;
  private Serde<LedgerEntryRecord> entries;
  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> ledger;
  private long commandOffset;

  @BeforeEach
  void theTopology() {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "fold-test");
    config.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    registry = new FakeRegistry();
    ViewSerde serde = new ViewSerde(AvroSerdes.serde(AccountRecord.class, registry.config()));
    entries = AvroSerdes.serde(LedgerEntryRecord.class, registry.config());
    AvroLedgerReader reader = new AvroLedgerReader("ledger", entries.deserializer());
    driver =
        new TopologyTestDriver(
            SinkTopology.build(new Folding("ledger", reader, serde, changes), folded), config);
    ledger = driver.createInputTopic("ledger", new StringSerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void close() {
    driver.close();
    registry.close();
    assertThat(folded).as("nothing is folded any more").isEmpty();
  }

  /** I2: the fold of the entries is the account that the decisions made. */
  @Test
  void theViewIsTheAccountThatWasDecided() {
    long seed = 7_012;
    Random random = new Random(seed);
    long time = MONDAY;
    for (int i = 0; i < 400; i++) {
      AccountKey key = Teller.sheen("u" + random.nextInt(5));
      time += random.nextLong(Duration.ofHours(9).toMillis());
      long amount = (1 + random.nextInt(900)) * Teller.SECOND;
      pipe(
          random.nextInt(4) == 0
              ? teller.grants(key, amount, time)
              : teller.charges(key, amount, time));
    }
    assertThat(teller.accounts()).hasSize(5);
    teller
        .accounts()
        .forEach(
            (key, account) -> {
              View view = view(key);
              assertThat(view.account()).as("seed %d, %s", seed, key).isEqualTo(account);
              assertThat(view.sum()).isEqualTo(account.total());
            });
  }

  @Test
  void anEntryThatWasSeenChangesNothing() {
    List<LedgerEntry> first = teller.grants(ANN, 60, MONDAY);
    pipe(first);
    List<LedgerEntry> second = teller.charges(ANN, 5, MONDAY + 1);
    pipe(second);
    pipe(first);
    pipe(second);
    assertThat(view(ANN).account()).isEqualTo(teller.account(ANN));
    assertThat(view(ANN).sum()).isEqualTo(teller.account(ANN).total());
  }

  @Test
  void aViewNeverStandsBetweenTwoEntriesOfOneCommand() {
    pipe(teller.charges(ANN, 5, MONDAY));
    View before = view(ANN);
    List<LedgerEntry> nextDay = teller.charges(ANN, 5, MONDAY + Duration.ofDays(1).toMillis());
    assertThat(nextDay).hasSize(3);
    List<LedgerEntryRecord> wire = Teller.wire(nextDay, 0, commandOffset);
    try (var subscription = changes.subscribe(ANN, told::add)) {
      assertThat(subscription).isNotNull();
      for (int count = 1; count < 3; count++) {
        pipe(wire, count);
        assertThat(view(ANN)).as("after %d entries", count).isEqualTo(before);
        assertThat(told).isEmpty();
      }
      pipe(wire, 3);
    }
    assertThat(view(ANN).account()).isEqualTo(teller.account(ANN));
    assertThat(told).hasSize(1);
    pipe(teller.charges(ANN, 5, MONDAY + Duration.ofDays(1).toMillis() + 1));
    assertThat(view(ANN).account()).isEqualTo(teller.account(ANN));
  }

  @Test
  void aGapStopsTheFoldAndNamesBothNumbers() {
    pipe(teller.grants(ANN, 60, MONDAY));
    teller.charges(ANN, 5, MONDAY + 1);
    List<LedgerEntry> afterTheGap = teller.charges(ANN, 5, MONDAY + 2);
    long seq = afterTheGap.getFirst().seq();
    stops(() -> pipe(afterTheGap), "expected seq " + (seq - 1) + ", found " + seq);
    assertThat(view(ANN).seq()).isEqualTo(seq - 2);
  }

  @Test
  void anEntryThatDoesNotFollowTheOneBeforeStopsTheFold() {
    pipe(teller.grants(ANN, 60, MONDAY));
    LedgerEntry next = teller.charges(ANN, 5, MONDAY + 1).getFirst();
    stops(
        () -> pipe(List.of(changed(next, "f".repeat(64), next.balanceAfter()))),
        "its previous hash is not that of the entry before it");
  }

  @Test
  void anEntryWhoseBalanceIsNotTheFoldsStopsIt() {
    pipe(teller.grants(ANN, 60, MONDAY));
    LedgerEntry next = teller.charges(ANN, 5, MONDAY + 1).getFirst();
    stops(
        () -> pipe(List.of(changed(next, next.prevHash(), next.balanceAfter() + 1))),
        "balance after entry");
  }

  @Test
  void whatIsNoEntryStopsTheFold() {
    stops(() -> ledger.pipeInput(ANN.text(), null), "no entry at offset 0");
    LedgerEntry entry = teller.grants(ANN, 60, MONDAY).getFirst();
    stops(
        () ->
            ledger.pipeInput("sheen/live/bob", bytes(Teller.wire(List.of(entry), 0, 0).getFirst())),
        "holds an entry of sheen/live/ann under the key sheen/live/bob");
  }

  @Test
  void thePartitionRemembersTheNewestCommandThatIsWhollyIn() {
    pipe(teller.grants(ANN, 60, MONDAY));
    pipe(teller.charges(ANN, 5, MONDAY + 1));
    assertThat(newestCommand()).isEqualTo(commandOffset - 1);

    List<LedgerEntry> nextDay = teller.charges(ANN, 5, MONDAY + Duration.ofDays(1).toMillis());
    List<LedgerEntryRecord> wire = Teller.wire(nextDay, 0, commandOffset + 5);
    pipe(wire, wire.size() - 1);
    assertThat(newestCommand()).isEqualTo(commandOffset + 4);
    pipe(wire, wire.size());
    assertThat(newestCommand()).isEqualTo(commandOffset + 5);
  }

  private long newestCommand() {
    KeyValueStore<Integer, Reached> reached = driver.getKeyValueStore(SinkTopology.REACHED);
    assertThat(folded.get(0).commandOffset()).hasValue(reached.get(0).commandOffset());
    return reached.get(0).commandOffset();
  }

  @Test
  void readersFindAPartitionBeforeItsFirstEntry() {
    assertThat(folded.get(0).view(ANN.text())).isNull();
    assertThat(folded.get(0).commandOffset()).isEmpty();
    pipe(teller.grants(ANN, 60, MONDAY));
    assertThat(folded.get(0).view(ANN.text()).account()).isEqualTo(teller.account(ANN));
  }

  @Test
  void whoeverWatchesAnAccountIsToldOfIt() {
    try (var subscription = changes.subscribe(ANN, told::add)) {
      pipe(teller.grants(ANN, 60, MONDAY));
      pipe(teller.grants(Teller.sheen("bob"), 60, MONDAY));
      assertThat(subscription).isNotNull();
    }
    pipe(teller.charges(ANN, 5, MONDAY + 1));
    assertThat(told).isNotEmpty().allMatch(view -> view.account().key().equals(ANN));
    assertThat(told.getLast().seq()).isEqualTo(teller.account(ANN).seq() - 1);
  }

  private void pipe(List<LedgerEntry> entries) {
    pipe(Teller.wire(entries, 0, commandOffset++), entries.size());
  }

  /** The first entries of a command. */
  private void pipe(List<LedgerEntryRecord> entries, int count) {
    for (LedgerEntryRecord entry : entries.subList(0, count)) {
      String key = String.join("/", entry.getTenant(), entry.getMode(), entry.getUser());
      ledger.pipeInput(key, bytes(entry));
    }
  }

  private View view(AccountKey key) {
    KeyValueStore<String, View> views = driver.getKeyValueStore(SinkTopology.VIEWS);
    assertThat(folded.get(0).view(key.text())).isEqualTo(views.get(key.text()));
    return views.get(key.text());
  }

  private static void stops(ThrowingCallable piping, String why) {
    assertThatThrownBy(piping)
        .satisfies(failure -> assertThat(ViewStreams.mayPass(failure)).isFalse())
        .rootCause()
        .isInstanceOf(BrokenLedger.class)
        .hasMessageContaining(why);
  }

  private static LedgerEntry changed(LedgerEntry entry, String prevHash, long balanceAfter) {
    return new LedgerEntry(
        entry.account(),
        entry.seq(),
        entry.amount(),
        balanceAfter,
        entry.draws(),
        entry.commandId(),
        entry.at(),
        entry.note(),
        prevHash,
        entry.hash(),
        entry.fact());
  }

  private byte[] bytes(LedgerEntryRecord entry) {
    return entries.serializer().serialize("ledger", entry);
  }
}
