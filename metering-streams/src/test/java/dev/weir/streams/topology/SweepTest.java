package dev.weir.streams.topology;

import static dev.weir.streams.topology.Run.ANN;
import static dev.weir.streams.topology.Run.MICROS;
import static dev.weir.streams.topology.Run.T0;
import static dev.weir.streams.topology.Run.TESTER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Mode;
import dev.weir.accounting.Note;
import dev.weir.accounting.Source;
import dev.weir.accounting.Verb;
import dev.weir.schemas.avro.LedgerEntryRecord;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** R13: what falls due is written by a tick, which is itself in the log. */
class SweepTest {

  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final Run run = new Run();

  @AfterEach
  void close() {
    run.close();
  }

  private static Bytes dueAt(long time, AccountKey account) {
    byte[] clock = "live\0".getBytes(UTF_8);
    byte[] name = account.text().getBytes(UTF_8);
    ByteBuffer key = ByteBuffer.allocate(clock.length + Long.BYTES + name.length);
    return Bytes.wrap(key.put(clock).putLong(time).put(name).array());
  }

  private void open(AccountKey account, long expiresAt) {
    run.send(account, "open", Opens.with(1));
    run.send(account, "g1", new Verb.Grant(Source.PACKAGE, 10 * MICROS, expiresAt, Note.NONE));
    run.ledger();
  }

  @Test
  void writesAnExpiryAtItsInstantWhenTheTickComes() {
    open(ANN, T0 + HOUR);
    run.at(T0 + HOUR - 1).tick(Map.of(), 500);
    assertThat(run.ledger()).isEmpty();
    run.at(T0 + HOUR + 4_000).tick(Map.of(), 500);
    List<LedgerEntryRecord> entries = run.ledger();
    assertThat(entries).extracting(LedgerEntryRecord::getKind).containsExactly("expired");
    assertThat(entries.getFirst().getAt()).isEqualTo(T0 + HOUR);
    assertThat(entries.getFirst().getCommandId()).startsWith("tick-");
    run.tick(Map.of(), 500);
    assertThat(run.ledger()).isEmpty();
  }

  @Test
  void aTestAccountLivesByItsTenantsClockAndByTheWallClockUntilItIsSet() {
    open(TESTER, T0 + HOUR);
    run.at(T0 + 2 * HOUR).tick(Map.of("sheen", T0), 500);
    assertThat(run.ledger()).isEmpty();
    run.tick(Map.of("sheen", T0 + HOUR), 500);
    assertThat(run.ledger()).hasSize(1);
  }

  @Test
  void aLiveAccountDoesNotLiveByATestClock() {
    open(ANN, T0 + HOUR);
    run.tick(Map.of("sheen", T0 + HOUR), 500);
    assertThat(run.ledger()).isEmpty();
  }

  @Test
  void aTickSettlesNoMoreThanItMayAndSaysThatMoreIsDue() {
    for (int i = 0; i < 5; i++) {
      open(new AccountKey("sheen", Mode.LIVE, "user" + i), T0 + HOUR);
    }
    run.at(T0 + HOUR).tick(Map.of(), 3);
    assertThat(run.ledger()).hasSize(3);
    assertThat(run.leftovers()).containsExactly(0);
    run.tick(Map.of(), 3);
    assertThat(run.ledger()).hasSize(2);
    assertThat(run.leftovers()).isEmpty();
  }

  /**
   * Else a key of earlier rules comes up at every tick, and many of them leave room for no other.
   */
  @Test
  void aKeyThatIsNotWhereItsAccountIsDueMakesRoomForTheOneThatIs() {
    AccountKey bob = new AccountKey("sheen", Mode.LIVE, "bob");
    open(ANN, T0 + HOUR);
    open(bob, T0 + HOUR);
    run.due().put(dueAt(T0, ANN), new byte[0]);
    run.due().put(dueAt(T0, bob), new byte[0]);
    run.due().delete(dueAt(T0 + HOUR, ANN));
    run.at(T0 + HOUR).tick(Map.of(), 2);
    assertThat(run.ledger()).isEmpty();
    run.tick(Map.of(), 2);
    assertThat(run.ledger()).extracting(LedgerEntryRecord::getUser).containsExactly("ann", "bob");
    run.leftovers();
    run.tick(Map.of(), 2);
    assertThat(run.leftovers()).isEmpty();
  }

  @Test
  void aHoldThatTimesOutIsReleasedByTheTick() {
    run.send(ANN, "open", Opens.with(600)).send(ANN, "h1", Opens.hold(60, Opens.build()));
    run.ledger();
    run.builds();
    run.at(T0 + Duration.ofMinutes(15).toMillis()).tick(Map.of(), 500);
    assertThat(run.ledger()).extracting(LedgerEntryRecord::getKind).containsExactly("hold_expired");
    assertThat(run.builds().getFirst().getType()).isEqualTo("timed_out");
  }

  @Test
  void tellsTheTenantsSumsAtATick() {
    open(ANN, T0 + HOUR);
    run.tick(Map.of(), 500);
    var sums = run.observed.figures().of("sheen/live");
    assertThat(sums.available()).isEqualTo(11 * MICROS);
    assertThat(sums.unaccounted()).isZero();
    run.at(T0 + HOUR).tick(Map.of(), 500);
    assertThat(run.observed.figures().of("sheen/live").available()).isEqualTo(MICROS);
  }
}
