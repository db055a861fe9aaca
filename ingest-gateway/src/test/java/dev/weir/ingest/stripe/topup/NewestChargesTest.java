package dev.weir.ingest.stripe.topup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.weir.accounting.AccountKey;
import dev.weir.schemas.avro.LedgerEntryRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NewestChargesTest {
  private static final long NOW = 1_000_000_000;
  private static final long LONG_AGO = NOW - 600_000;
  private static final AccountKey ANN = AccountKey.parse("sheen/live/ann");
  private static final TopicPartition PLACE = new TopicPartition("weir.ledger", 3);

  private final NewestCharges charges = new NewestCharges();
  private final Map<AccountKey, Long> settled = new HashMap<>();

  @SuppressWarnings("unchecked")
  private final Consumer<String, byte[]> consumer = mock(Consumer.class);

  @BeforeEach
  void itIsOurs() {
    when(consumer.assignment()).thenReturn(Set.of(PLACE));
    lag(0);
  }

  private void lag(long entries) {
    when(consumer.currentLag(PLACE)).thenReturn(OptionalLong.of(entries));
  }

  private void entry(String kind, long balance, long writtenAt) {
    LedgerEntryRecord entry = mock(LedgerEntryRecord.class);
    when(entry.getKind()).thenReturn(kind);
    when(entry.getBalanceAfter()).thenReturn(balance);
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>(
            PLACE.topic(),
            PLACE.partition(),
            0,
            writtenAt,
            TimestampType.CREATE_TIME,
            0,
            0,
            ANN.text(),
            new byte[0],
            new RecordHeaders(),
            Optional.empty());
    charges.add(ANN, record, entry);
  }

  private Map<AccountKey, Long> settle() {
    settled.clear();
    charges.settle(consumer, NOW, (who, entry) -> settled.put(who, entry.getBalanceAfter()));
    return settled;
  }

  @Test
  void aChargeCountsAtOnceAndOnce() {
    lag(7);
    entry("charged", 5, NOW);
    assertThat(settle()).containsEntry(ANN, 5L);
    assertThat(settle()).isEmpty();
    assertThat(charges.isEmpty()).isTrue();
  }

  @Test
  void whatCameAfterItCounts() {
    entry("charged", 5, NOW);
    entry("granted", 3_605, NOW);
    assertThat(settle()).containsEntry(ANN, 3_605L);
  }

  @Test
  void aLateReaderReadsToTheEndBeforeItBelievesWhatItRead() {
    lag(1);
    entry("captured", 5, LONG_AGO);
    assertThat(settle()).isEmpty();
    assertThat(charges.isEmpty()).isFalse();
    entry("granted", 3_605, LONG_AGO);
    lag(0);
    assertThat(settle()).containsEntry(ANN, 3_605L);
  }

  @Test
  void aGrantAloneIsNoReason() {
    entry("granted", 5, NOW);
    assertThat(settle()).isEmpty();
  }

  @Test
  void whatOthersReadNowIsTheirs() {
    lag(1);
    entry("charged", 5, LONG_AGO);
    when(consumer.assignment()).thenReturn(Set.of());
    assertThat(settle()).isEmpty();
    assertThat(charges.isEmpty()).isTrue();
  }
}
